#include "sweep/distribute/coordinator.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

Coordinator::Coordinator(const Tasks& tasks, int ranks, int threads_per_rank, ChunkLimits limits,
                         FailurePolicy policy, TaskList list)
    : policy_(policy),
      tasks_(tasks.size()),
      queue_(tasks, limits),
      ranks_(static_cast<std::size_t>(ranks)),
      total_threads_(ranks * threads_per_rank),
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
  hand_out(rank, step);
}

void Coordinator::on_chunk_done(int rank, ChunkReport chunk, CoordinatorStep& step) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  const ChunkOrder order = close_chunk(state, chunk.id);
  const std::size_t not_done = chunk.not_run.size() + chunk.failures.size();
  if (not_done > order.tasks.size()) {
    throw std::logic_error(
        fmt::format("rank {} reports more tasks than chunk {} has", rank, chunk.id.value()));
  }
  report_.done += order.tasks.size() - not_done;
  if (not_done < order.tasks.size()) step.result = std::move(chunk.result);
  for (TaskFailure& failure : chunk.failures) {
    if (policy_ == FailurePolicy::stop) {
      fail(fmt::format("task {} on rank {}: {}", failure.task.value(), rank, failure.text), step);
    }
    step.failures.push_back(failure);
    report_.failures.push_back(std::move(failure));
  }
  if (!chunk.error.empty()) fail(fmt::format("rank {}: {}", rank, chunk.error), step);
  hand_out(rank, step);
}

void Coordinator::on_extension_told(int rank, const std::string& error, CoordinatorStep& step) {
  RankState& state = ranks_.at(static_cast<std::size_t>(rank));
  if (state.unheard == 0) {
    throw std::logic_error(fmt::format("rank {} heard an extension that was not told", rank));
  }
  --state.unheard;
  if (!error.empty()) fail(fmt::format("rank {}: {}", rank, error), step);
}

void Coordinator::on_drain_request(CoordinatorStep& step) {
  if (!finished_) report_.drain_requested = true;  // the report is out: too late to agree on it
  stop(step);
}

void Coordinator::on_bye(int rank, CoordinatorStep& step) {
  ranks_.at(static_cast<std::size_t>(rank)).gone = true;
  if (std::all_of(ranks_.begin(), ranks_.end(), [](const RankState& r) { return r.gone; })) {
    send_to_all(MessageKind::release, "", step);
  }
}

bool Coordinator::wants_work(const RankState& state) const {
  if (!state.ready || stopping_ || queue_.empty()) return false;
  if (state.outstanding_tasks < static_cast<std::size_t>(state.threads)) return true;
  return state.chunks.size() < 2 && !queue_.in_tail(total_threads_);
}

ChunkOrder Coordinator::close_chunk(RankState& state, ChunkId id) {
  const auto chunk = std::find_if(state.chunks.begin(), state.chunks.end(),
                                  [&](const ChunkOrder& order) { return order.id == id; });
  if (chunk == state.chunks.end()) {
    throw std::logic_error(
        fmt::format("chunk {} was reported by a rank that had it not", id.value()));
  }
  ChunkOrder order = std::move(*chunk);
  state.chunks.erase(chunk);
  state.outstanding_tasks -= order.tasks.size();
  outstanding_tasks_ -= order.tasks.size();
  return order;
}

std::optional<int> Coordinator::most_idle_that_wants_work() const {
  std::optional<int> found;
  std::ptrdiff_t most = 0;
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
    const RankState& state = ranks_[rank];
    if (!wants_work(state)) continue;
    // Negative where the next chunk would be one in reserve.
    const auto idle = state.threads - static_cast<std::ptrdiff_t>(state.outstanding_tasks);
    if (found && idle <= most) continue;
    found = static_cast<int>(rank);
    most = idle;
  }
  return found;
}

void Coordinator::hand_out(int rank, CoordinatorStep& step) {
  while (wants_work(ranks_[static_cast<std::size_t>(rank)])) send_chunk(rank, step);
}

void Coordinator::hand_out_to_all(CoordinatorStep& step) {
  while (const auto rank = most_idle_that_wants_work()) send_chunk(*rank, step);
}

void Coordinator::send_chunk(int rank, CoordinatorStep& step) {
  RankState& state = ranks_[static_cast<std::size_t>(rank)];
  ChunkOrder order{ChunkId(next_chunk_++), queue_.take({state.threads, total_threads_})};
  state.outstanding_tasks += order.tasks.size();
  outstanding_tasks_ += order.tasks.size();
  step.send.push_back({rank, {0, MessageKind::chunk, encode(order)}});
  state.chunks.push_back(std::move(order));
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
  return outstanding_tasks_ == 0 && (stopping_ || (queue_.empty() && !open_)) &&
         std::all_of(ranks_.begin(), ranks_.end(),
                     [](const RankState& r) { return r.ready && r.unheard == 0; });
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
