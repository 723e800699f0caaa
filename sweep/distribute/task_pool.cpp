#include "sweep/distribute/task_pool.h"

#include <algorithm>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/distribute/exception_text.h"

namespace servesweep::sweep {

// TBB starts one worker less than its limit, because it counts the calling thread, which never
// computes here: hence one more. For the same reason the arena reserves no slot for the caller.
TaskPool::TaskPool(int threads, FailurePolicy policy, TaskRunner runner)
    : threads_(threads),
      policy_(policy),
      runner_(std::move(runner)),
      parallelism_(tbb::global_control::max_allowed_parallelism,
                   static_cast<std::size_t>(threads) + 1),
      arena_(threads, 0) {
  SERVESWEEP_EXPECT(threads >= 1);
}

TaskPool::~TaskPool() {
  std::unique_lock lock(mutex_);
  stop_locked();
  changed_.wait(lock, [&] { return active_threads_ == 0; });
}

void TaskPool::add(ChunkOrder order) {
  const auto chunk = std::make_shared<Chunk>();
  chunk->open = order.tasks.size();
  chunk->state.outcomes.resize(order.tasks.size());
  chunk->state.order = std::move(order);
  int threads_to_start = 0;
  {
    const std::lock_guard lock(mutex_);
    if (stopped_ || chunk->open == 0) {
      finish_locked(*chunk);
      return;
    }
    const auto idle = static_cast<std::size_t>(threads_ - active_threads_);
    threads_to_start = static_cast<int>(std::min(idle, chunk->open));
    active_threads_ += threads_to_start;
    waiting_.push_back(chunk);
  }
  for (int i = 0; i < threads_to_start; ++i) arena_.enqueue([this] { run_until_idle(); });
}

void TaskPool::stop() {
  const std::lock_guard lock(mutex_);
  stop_locked();
}

std::vector<FinishedChunk> TaskPool::take_finished() {
  const std::lock_guard lock(mutex_);
  return std::exchange(finished_, {});
}

void TaskPool::wait(std::chrono::microseconds limit) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, limit, [&] { return !finished_.empty(); });
}

void TaskPool::run_until_idle() {
  Claim claimed;
  while (claim(claimed)) {
    const TaskId task = claimed.chunk->state.order.tasks[claimed.position];
    if (!settle(claimed, run(task))) return;
  }
}

bool TaskPool::claim(Claim& claim) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) {
    claim.chunk.reset();
    --active_threads_;
    changed_.notify_all();  // under the lock: after it, the pool may be gone
    return false;
  }
  claim.chunk = waiting_.front();
  claim.position = claim.chunk->next++;
  if (claim.chunk->next == claim.chunk->state.order.tasks.size()) waiting_.pop_front();
  running_.push_back(claim);
  return true;
}

TaskOutcome TaskPool::run(TaskId task) const {
  try {
    return {TaskOutcome::State::done, runner_(task)};
  } catch (...) {
    return {TaskOutcome::State::failed, exception_text()};
  }
}

/// False if the task was given up meanwhile, and this thread with it.
bool TaskPool::settle(const Claim& claim, TaskOutcome outcome) {
  const std::lock_guard lock(mutex_);
  const auto own = std::ranges::find_if(running_, [&](const Claim& one) {
    return one.chunk == claim.chunk && one.position == claim.position;
  });
  if (own == running_.end()) return false;
  *own = std::move(running_.back());
  running_.pop_back();
  settle_locked(claim, std::move(outcome));
  return true;
}

bool TaskPool::give_up(TaskId task, const std::string& text) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(running_, [&](const Claim& one) {
    return one.chunk->state.order.tasks[one.position] == task;
  });
  if (found == running_.end()) return false;
  const Claim claim = *found;
  running_.erase(found);
  --active_threads_;
  ++lost_threads_;
  settle_locked(claim, {TaskOutcome::State::failed, text});
  return true;
}

void TaskPool::settle_locked(const Claim& claim, TaskOutcome outcome) {
  const bool failed = outcome.state == TaskOutcome::State::failed;
  claim.chunk->state.outcomes[claim.position] = std::move(outcome);
  if (--claim.chunk->open == 0) finish_locked(*claim.chunk);
  if (failed && policy_ == FailurePolicy::stop) stop_locked();
}

void TaskPool::stop_locked() {
  stopped_ = true;
  for (const auto& chunk : waiting_) {
    chunk->open -= chunk->state.order.tasks.size() - chunk->next;
    if (chunk->open == 0) finish_locked(*chunk);
  }
  waiting_.clear();
}

void TaskPool::finish_locked(Chunk& chunk) {
  finished_.push_back(std::move(chunk.state));
  changed_.notify_all();
}

}  // namespace servesweep::sweep
