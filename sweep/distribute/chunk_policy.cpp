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

std::vector<TaskId> GuidedQueue::take(const ThreadShare& share) {
  const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(next_);
  const std::size_t count = chunk_tasks(share);
  next_ += count;
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

std::size_t GuidedQueue::chunk_tasks(const ThreadShare& share) const {
  SERVESWEEP_EXPECT(share.threads >= 1 && share.total_threads >= share.threads);
  if (empty()) return 0;
  const double threads = share.threads;
  const double fraction = threads / (limits_.divisor * share.total_threads);
  const auto left = static_cast<double>(remaining());
  const double seconds_left = seconds_before_.back() - seconds_before_[next_];
  const double mean_s = seconds_left > 0 ? seconds_left / left : share.seconds_per_task;
  double most = std::min(fraction * left, static_cast<double>(tasks_by_cost(share, fraction)));
  double least = 0;
  if (mean_s > 0) {
    most = std::min(most, std::max(limits_.max_seconds / mean_s, 2.0) * threads);
    // Not more than the rank's part of what is left, but for one task per thread: tasks so short
    // are better waited for than asked for one by one.
    least = std::min(limits_.least_seconds_per_rank * share.ranks * threads / mean_s,
                     std::max(threads / share.total_threads * left, threads));
  } else {
    most = std::min(most, static_cast<double>(limits_.first_tasks) * threads);
  }
  const double count = std::min(std::max(most, least), static_cast<double>(limits_.max_tasks));
  return std::clamp<std::size_t>(static_cast<std::size_t>(count), 1, remaining());
}

/// How many tasks from the front fit into the rank's fraction of the expected seconds.
std::size_t GuidedQueue::tasks_by_cost(const ThreadShare& share, double fraction) const {
  const double seconds_left = seconds_before_.back() - seconds_before_[next_];
  const double budget = std::min(fraction * seconds_left, limits_.max_seconds * share.threads);
  // The slack keeps rounding from taking a task off a chunk that fits exactly.
  const double limit = seconds_before_[next_] + budget + 1e-9 * seconds_before_.back();
  const auto first = seconds_before_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto beyond = std::upper_bound(first, seconds_before_.end(), limit);
  return beyond == first ? 0 : static_cast<std::size_t>(beyond - first) - 1;
}

}  // namespace servesweep::sweep
