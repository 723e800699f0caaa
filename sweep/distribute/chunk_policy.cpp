#include "sweep/distribute/chunk_policy.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/contract.h"

namespace servesweep::sweep {

namespace {

// An estimate that is no number says nothing, and would break the sort.
double known_seconds(const Task& task) {
  const double seconds = task.expected_seconds;
  return std::isfinite(seconds) && seconds > 0.0 ? seconds : 0.0;
}

}  // namespace

std::vector<TaskId> longest_first(const Tasks& tasks) {
  std::vector<TaskId> order;
  order.reserve(tasks.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) order.emplace_back(static_cast<std::int32_t>(i));
  std::stable_sort(order.begin(), order.end(), [&](TaskId a, TaskId b) {
    return known_seconds(tasks[a.index()]) > known_seconds(tasks[b.index()]);
  });
  return order;
}

GuidedQueue::GuidedQueue(const Tasks& tasks, ChunkLimits limits)
    : limits_(limits), seconds_before_{0.0} {
  SERVESWEEP_EXPECT(limits.divisor > 0.0);
  add(tasks);
}

void GuidedQueue::add(const Tasks& tasks) {
  forget_taken();
  for (const TaskId task : longest_first(tasks)) {
    order_.emplace_back(known_ + task.value());
    seconds_before_.push_back(seconds_before_.back() + known_seconds(tasks[task.index()]));
  }
  known_ += static_cast<std::int32_t>(tasks.size());
}

// Keeps a long search from keeping all it ever ran. Not every time, or many small additions to a
// long queue would each move it.
void GuidedQueue::forget_taken() {
  if (next_ <= remaining()) return;
  order_.erase(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(next_));
  seconds_before_.erase(seconds_before_.begin(),
                        seconds_before_.begin() + static_cast<std::ptrdiff_t>(next_));
  next_ = 0;
}

bool GuidedQueue::in_tail(int total_threads) const {
  return static_cast<double>(remaining()) < limits_.divisor * total_threads;
}

std::vector<TaskId> GuidedQueue::take(ThreadShare share) {
  const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(next_);
  const std::size_t count = chunk_tasks(share);
  next_ += count;
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

std::size_t GuidedQueue::chunk_tasks(ThreadShare share) const {
  SERVESWEEP_EXPECT(share.threads >= 1 && share.total_threads >= share.threads);
  if (empty()) return 0;
  const double fraction = share.threads / (limits_.divisor * share.total_threads);
  const double by_count =
      std::min(fraction * static_cast<double>(remaining()), static_cast<double>(limits_.max_tasks));
  const double seconds_left = seconds_before_.back() - seconds_before_[next_];
  const double budget = std::min(fraction * seconds_left, limits_.max_seconds * share.threads);
  // The slack keeps rounding from taking a task off a chunk that fits exactly.
  const double limit = seconds_before_[next_] + budget + 1e-9 * seconds_before_.back();
  const auto first = seconds_before_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto beyond = std::upper_bound(first, seconds_before_.end(), limit);
  const auto by_cost = beyond == first ? 0 : static_cast<std::size_t>(beyond - first) - 1;
  const auto count = std::min(static_cast<std::size_t>(by_count), by_cost);
  return std::clamp<std::size_t>(count, 1, remaining());
}

}  // namespace servesweep::sweep
