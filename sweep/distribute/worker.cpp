#include "sweep/distribute/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "sweep/distribute/exception_text.h"
#include "sweep/distribute/rank_text.h"

namespace servesweep::sweep {

namespace {

// Failure texts are for people: more of each would only swell the messages.
constexpr std::size_t kMaxFailureTextBytes = 4096;

// Leaves room for the lists that travel with the result.
constexpr std::size_t kMaxResultBytes = kMaxPayloadBytes / 2;

}  // namespace

Worker::Worker(int rank, int threads, FailurePolicy policy, TaskRunner runner,
               ChunkCommitter committer, ExtensionListener listener, ReportPace pace)
    : rank_(rank),
      threads_(threads),
      committer_(std::move(committer)),
      listener_(std::move(listener)),
      pool_(std::make_unique<TaskPool>(threads, policy, std::move(runner))),
      pace_(pace) {}

ReportPace ReportPace::for_ranks(int ranks) {
  const std::chrono::microseconds fair = ranks * std::chrono::microseconds(100);
  ReportPace pace;
  pace.usual = std::max(pace.usual, fair);
  pace.hungry = std::max(pace.hungry, fair / 5);
  return pace;
}

Worker::~Worker() {
  if (!pool_->has_lost_threads()) return;
  pool_->leave();
  (void)pool_.release();
}

Message Worker::ready() const {
  return {rank_, MessageKind::ready, encode_threads(threads_)};
}

Message Worker::pulse(std::string text) {
  const TaskPool::Activity now = pool_->activity();
  return {rank_, MessageKind::pulse,
          encode(Pulse{.busy_threads = now.busy_threads,
                       .unreported_tasks = now.untaken_tasks,
                       .text = std::move(text)})};
}

std::optional<Message> Worker::on_message(const Message& message) {
  switch (message.kind) {
    case MessageKind::chunk:
      pool_->add(decode_chunk_order(message.payload));
      return std::nullopt;
    case MessageKind::extension:
      return Message{rank_, MessageKind::extension_told, listen(message.payload)};
    case MessageKind::stop:
      pool_->stop();
      return std::nullopt;
    case MessageKind::finish:
      report_ = decode_distribute_report(message.payload);
      return Message{rank_, MessageKind::bye, ""};
    case MessageKind::release:
      released_ = true;
      return std::nullopt;
    default:
      throw std::logic_error(fmt::format("the worker on rank {} got a message of kind {}", rank_,
                                         static_cast<int>(message.kind)));
  }
}

std::string Worker::listen(const std::string& text) {
  if (!listener_ || !listens_) return "";
  try {
    listener_(text);
    return "";
  } catch (...) {
    // Tasks that nobody has explained must not run here, and what follows would not fit either.
    listens_ = false;
    pool_->stop();
    return exception_text();
  }
}

bool Worker::report_due() {
  const auto since = std::chrono::steady_clock::now() - reported_;
  return since >= pace_.usual || (since >= pace_.hungry && pool_->hungry());
}

std::vector<Message> Worker::commit_finished() {
  std::vector<Message> messages;
  const bool due = report_due();
  for (SettledTasks& settled : pool_->take_settled(due)) {
    messages.push_back({rank_, MessageKind::chunk_done, encode(commit(std::move(settled)))});
  }
  if (due) reported_ = std::chrono::steady_clock::now();
  return messages;
}

ChunkReport Worker::commit(SettledTasks settled) {
  ChunkReport report;
  report.id = settled.chunk;
  report.busy_s = settled.busy_s;
  std::vector<TaskResult> results;
  std::vector<TaskId> done;
  for (std::size_t i = 0; i < settled.outcomes.size(); ++i) {
    const TaskId task = settled.tasks[i];
    TaskOutcome& outcome = settled.outcomes[i];
    switch (outcome.state) {
      case TaskOutcome::State::not_run:
        report.not_run.push_back(task);
        break;
      case TaskOutcome::State::failed:
        report.failures.push_back({task, rank_, outcome.text.substr(0, kMaxFailureTextBytes)});
        break;
      case TaskOutcome::State::done:
        done.push_back(task);
        results.push_back({task, std::move(outcome.text)});
        break;
    }
  }
  report.done = done.size();
  if (results.empty()) return report;
  try {
    report.result = committer_(std::move(results));
    if (report.result.size() > kMaxResultBytes) {
      throw std::length_error(fmt::format("the report on {} tasks takes {} bytes (at most {})",
                                          done.size(), report.result.size(), kMaxResultBytes));
    }
  } catch (...) {
    report.error = rank_text(rank_, exception_text());
  }
  if (!report.error.empty()) {
    report.result.clear();
    report.done = 0;
    report.not_run.insert(report.not_run.end(), done.begin(), done.end());
  }
  return report;
}

}  // namespace servesweep::sweep
