#include "sweep/distribute/coordinator.h"

#include <fmt/format.h>

#include <algorithm>
#include <queue>
#include <stdexcept>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

Coordinator::Coordinator(const Tasks& tasks, int ranks, int threads_per_rank, ChunkLimits limits,
                         FailurePolicy policy, TaskList list)
    : policy_(policy),
      tasks_(tasks.size()),
      limits_(limits),
      queue_(tasks, limits),
      ranks_(static_cast<std::size_t>(ranks)),
      total_threads_(ranks * threads_per_rank),
      awaited_(ranks_.size()),
      present_(ranks_.size()),
      open_(list == TaskList::open) {
  SERVESWEEP_EXPECT(ranks >= 1 && threads_per_rank >= 1);
  for (RankState& state : ranks_) state.threads = threads_per_rank;
}

CoordinatorStep Coordinator::on_message(const Message& message) {
  CoordinatorStep step;
  switch (message.kind) {
    case MessageKind::ready:
      on_ready(message.from, message, step);
      break;
    case MessageKind::chunk_done:
      on_chunk_done(message.from, decode_chunk_report(message.payload), step);
      break;
    case MessageKind::extension_told:
      on_extension_told(message.from, message.payload, step);
      break;
    case MessageKind::drain_request:
      on_drain_request(step);
      break;
    case MessageKind::bye:
      on_bye(message.from, step);
      break;
    default:
      throw std::logic_error(fmt::format("the coordinator got a message of kind {} from rank {}",
                                         static_cast<int>(message.kind), message.from));
  }
  return step;
}

CoordinatorStep Coordinator::on_error(const std::string& error) {
  CoordinatorStep step;
  fail(error, step);
  return step;
}

CoordinatorStep Coordinator::extend(const Extension& extension) {
  SERVESWEEP_EXPECT(accepts_tasks());
  CoordinatorStep step;
  tasks_ += extension.tasks.size();
  if (extension.text.size() > kMaxExtensionTextBytes) {
    fail(fmt::format("an extension's text takes {} bytes (at most {})", extension.text.size(),
                     kMaxExtensionTextBytes),
         step);
    return step;
  }
  send_to_all(MessageKind::extension, extension.text, step);
  for (RankState& state : ranks_) ++state.unheard;
  awaited_ += ranks_.size();
  queue_.add(extension.tasks);
  hand_out_to_all(step);
  return step;
}

void Coordinator::close() {
  SERVESWEEP_EXPECT(accepts_tasks());
  open_ = false;
}

void Coordinator::on_ready(int rank, const Message& message, CoordinatorStep& step) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  if (state.ready) throw std::logic_error(fmt::format("rank {} is ready twice", rank));
  const int threads = decode_threads(message.payload);
  total_threads_ += threads - state.threads;
  state.threads = threads;
  state.ready = true;
  --awaited_;
  hand_out(rank, step);
}

void Coordinator::on_chunk_done(int rank, ChunkReport chunk, CoordinatorStep& step) {
  account(rank, chunk);
  report_.done += chunk.done;
  if (chunk.done > 0) step.result = std::move(chunk.result);
  for (TaskFailure& failure : chunk.failures) {
    if (policy_ == FailurePolicy::stop) {
      fail(fmt::format("task {} on rank {}: {}", failure.task.value(), rank, failure.text), step);
    }
    step.failures.push_back(failure);
    report_.failures.push_back(std::move(failure));
  }
  if (!chunk.error.empty()) fail(chunk.error, step);
  hand_out(rank, step);
}

void Coordinator::on_extension_told(int rank, const std::string& error, CoordinatorStep& step) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  if (state.unheard == 0) {
    throw std::logic_error(fmt::format("rank {} heard an extension that was not told", rank));
  }
  --state.unheard;
  --awaited_;
  if (!error.empty()) fail(fmt::format("rank {}: {}", rank, error), step);
}

void Coordinator::on_drain_request(CoordinatorStep& step) {
  if (!finished_) report_.drain_requested = true;  // the report is out: too late to agree on it
  stop(step);
}

void Coordinator::on_bye(int rank, CoordinatorStep& step) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  if (state.gone) throw std::logic_error(fmt::format("rank {} says bye twice", rank));
  state.gone = true;
  if (--present_ == 0) send_to_all(MessageKind::release, "", step);
}

bool Coordinator::wants_work(const RankState& state) const {
  if (!state.ready || stopping_ || queue_.empty()) return false;
  const auto threads = static_cast<std::size_t>(state.threads);
  if (state.outstanding_tasks < threads) return true;
  if (queue_.in_tail(total_threads_)) return false;
  // Two chunks may be held open by a long task each, and the other threads have nothing in reserve.
  return state.chunks.size() < limits_.held_chunks || state.outstanding_tasks < 2 * threads;
}

/// Enters what a report says of a chunk into the books.
void Coordinator::account(int rank, const ChunkReport& chunk) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  const auto open = std::find_if(state.chunks.begin(), state.chunks.end(),
                                 [&](const OpenChunk& one) { return one.id == chunk.id; });
  if (open == state.chunks.end()) {
    throw std::logic_error(
        fmt::format("chunk {} was reported by a rank that had it not", chunk.id.value()));
  }
  const std::size_t run = chunk.done + chunk.failures.size();
  const std::size_t tasks = run + chunk.not_run.size();
  if (tasks > open->tasks) {
    throw std::logic_error(
        fmt::format("rank {} reports more tasks than chunk {} has", rank, chunk.id.value()));
  }
  open->tasks -= tasks;
  if (open->tasks == 0) state.chunks.erase(open);
  state.outstanding_tasks -= tasks;
  outstanding_tasks_ -= tasks;
  busy_s_ += chunk.busy_s;
  busy_tasks_ += run;
}

/// Negative where the next chunk would be one in reserve.
std::ptrdiff_t Coordinator::idle_threads(int rank) const {
  const RankState& state = ranks_[static_cast<std::size_t>(rank)];
  return state.threads - static_cast<std::ptrdiff_t>(state.outstanding_tasks);
}

void Coordinator::hand_out(int rank, CoordinatorStep& step) {
  while (wants_work(ranks_[static_cast<std::size_t>(rank)])) send_chunk(rank, step);
}

void Coordinator::hand_out_to_all(CoordinatorStep& step) {
  // The most idle first, of equals the first: a heap, as there may be very many.
  std::priority_queue<std::pair<std::ptrdiff_t, int>> idle;
  for (int rank = 0; rank < static_cast<int>(ranks_.size()) && !queue_.empty(); ++rank) {
    if (wants_work(ranks_[static_cast<std::size_t>(rank)])) idle.emplace(idle_threads(rank), -rank);
  }
  while (!idle.empty() && !queue_.empty()) {
    const int rank = -idle.top().second;
    idle.pop();
    if (!wants_work(ranks_[static_cast<std::size_t>(rank)])) continue;
    send_chunk(rank, step);
    idle.emplace(idle_threads(rank), -rank);
  }
}

void Coordinator::send_chunk(int rank, CoordinatorStep& step) {
  RankState& state = ranks_[static_cast<std::size_t>(rank)];
  const double mean_s = busy_tasks_ > 0 ? busy_s_ / static_cast<double>(busy_tasks_) : 0;
  const ChunkOrder order{ChunkId(next_chunk_++),
                         queue_.take({.threads = state.threads,
                                      .total_threads = total_threads_,
                                      .ranks = static_cast<int>(ranks_.size()),
                                      .seconds_per_task = mean_s})};
  state.outstanding_tasks += order.tasks.size();
  outstanding_tasks_ += order.tasks.size();
  step.send.push_back({rank, {0, MessageKind::chunk, encode(order)}});
  state.chunks.push_back({order.id, order.tasks.size()});
}

void Coordinator::fail(const std::string& error, CoordinatorStep& step) {
  if (report_.error.empty()) report_.error = error;
  stop(step);
}

void Coordinator::stop(CoordinatorStep& step) {
  if (stopping_ || finished_) return;
  stopping_ = true;
  send_to_all(MessageKind::stop, "", step);
}

bool Coordinator::over() const {
  return outstanding_tasks_ == 0 && awaited_ == 0 && (stopping_ || (queue_.empty() && !open_));
}

DistributionStanding Coordinator::standing() const {
  DistributionStanding standing{.ranks = std::vector<RankStanding>(ranks_.size()),
                                .queued = queue_.remaining(),
                                .open = open_,
                                .stopping = stopping_};
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
    standing.ranks[rank].threads = ranks_[rank].threads;
    standing.ranks[rank].ready = ranks_[rank].ready;
    standing.ranks[rank].outstanding = ranks_[rank].outstanding_tasks;
  }
  return standing;
}

CoordinatorStep Coordinator::conclude() {
  CoordinatorStep step;
  if (finished_ || !over()) return step;
  finished_ = true;
  report_.not_run = tasks_ - report_.done - report_.failures.size();
  std::sort(report_.failures.begin(), report_.failures.end(),
            [](const TaskFailure& a, const TaskFailure& b) { return a.task < b.task; });
  if (!report_.error.empty()) {
    report_.ending = Ending::failed;
  } else if (report_.not_run > 0 || open_) {
    report_.ending = Ending::drained;
  }
  send_to_all(MessageKind::finish, encode(report_), step);
  return step;
}

void Coordinator::send_to_all(MessageKind kind, const std::string& payload,
                              CoordinatorStep& step) const {
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
    step.send.push_back({static_cast<int>(rank), {0, kind, payload}});
  }
}

}  // namespace servesweep::sweep
