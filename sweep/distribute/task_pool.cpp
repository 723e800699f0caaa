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
      parallelism_(std::in_place, tbb::global_control::max_allowed_parallelism,
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
  chunk->order = std::move(order);
  int threads_to_start = 0;
  {
    const std::lock_guard lock(mutex_);
    running_.push_back(chunk);
    if (stopped_ || chunk->open == 0) return drop_locked(chunk);
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

std::vector<SettledTasks> TaskPool::take_settled(bool also_of_running) {
  std::vector<SettledTasks> taken;
  const std::lock_guard lock(mutex_);
  for (const auto& chunk : std::exchange(finished_, {})) taken.push_back(take_from(*chunk));
  for (const auto& chunk : running_) {
    if (also_of_running && !chunk->settled.empty()) taken.push_back(take_from(*chunk));
  }
  return taken;
}

SettledTasks TaskPool::take_from(Chunk& chunk) {
  std::sort(chunk.settled.begin(), chunk.settled.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  SettledTasks taken{chunk.order.id, {}, {}, std::exchange(chunk.busy_s, 0.0)};
  taken.tasks.reserve(chunk.settled.size());
  taken.outcomes.reserve(chunk.settled.size());
  for (auto& [position, outcome] : chunk.settled) {
    taken.tasks.push_back(chunk.order.tasks[position]);
    taken.outcomes.push_back(std::move(outcome));
  }
  untaken_tasks_ -= static_cast<std::size_t>(std::ranges::count_if(
      taken.outcomes, [](const auto& o) { return o.state != TaskOutcome::State::not_run; }));
  chunk.settled.clear();
  return taken;
}

bool TaskPool::hungry() {
  const std::lock_guard lock(mutex_);
  std::size_t waiting = 0;
  for (const auto& chunk : waiting_) waiting += chunk->order.tasks.size() - chunk->next;
  return waiting < static_cast<std::size_t>(threads_);
}

TaskPool::Activity TaskPool::activity() {
  const std::lock_guard lock(mutex_);
  return {.busy_threads = active_threads_, .untaken_tasks = untaken_tasks_};
}

void TaskPool::wait(std::chrono::microseconds limit) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, limit, [&] { return !finished_.empty(); });
}

void TaskPool::run_until_idle() {
  Claim claimed;
  Clock::time_point begin = Clock::now();
  while (claim(claimed)) {
    TaskOutcome outcome = run(claimed.chunk->order.tasks[claimed.position]);
    const Clock::time_point end = Clock::now();  // one reading a task: runs may be very short
    if (!settle(claimed, std::move(outcome), end - begin)) return;
    begin = end;
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
  if (claim.chunk->next == claim.chunk->order.tasks.size()) waiting_.pop_front();
  computing_.push_back(claim);
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
bool TaskPool::settle(const Claim& claim, TaskOutcome outcome, Clock::duration busy) {
  const std::lock_guard lock(mutex_);
  const auto own = std::ranges::find_if(computing_, [&](const Claim& one) {
    return one.chunk == claim.chunk && one.position == claim.position;
  });
  if (own == computing_.end()) return false;
  *own = std::move(computing_.back());
  computing_.pop_back();
  settle_locked(claim, std::move(outcome), busy);
  return true;
}

bool TaskPool::give_up(TaskId task, const std::string& text) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      computing_, [&](const Claim& one) { return one.chunk->order.tasks[one.position] == task; });
  if (found == computing_.end()) return false;
  const Claim claim = *found;
  computing_.erase(found);
  --active_threads_;
  ++lost_threads_;
  settle_locked(claim, {TaskOutcome::State::failed, text}, {});
  return true;
}

void TaskPool::settle_locked(const Claim& claim, TaskOutcome outcome, Clock::duration busy) {
  const bool failed = outcome.state == TaskOutcome::State::failed;
  ++untaken_tasks_;
  claim.chunk->settled.emplace_back(claim.position, std::move(outcome));
  claim.chunk->busy_s += std::chrono::duration<double>(busy).count();
  if (--claim.chunk->open == 0) finish_locked(claim.chunk);
  if (failed && policy_ == FailurePolicy::stop) stop_locked();
}

void TaskPool::stop_locked() {
  stopped_ = true;
  for (const auto& chunk : waiting_) drop_locked(chunk);
  waiting_.clear();
}

void TaskPool::drop_locked(const std::shared_ptr<Chunk>& chunk) {
  const std::size_t left = chunk->order.tasks.size() - chunk->next;
  for (; chunk->next < chunk->order.tasks.size(); ++chunk->next) {
    chunk->settled.emplace_back(chunk->next, TaskOutcome{});
  }
  chunk->open -= left;
  if (chunk->open == 0) finish_locked(chunk);
}

void TaskPool::finish_locked(const std::shared_ptr<Chunk>& chunk) {
  finished_.push_back(chunk);
  std::erase(running_, chunk);
  changed_.notify_all();
}

}  // namespace servesweep::sweep
