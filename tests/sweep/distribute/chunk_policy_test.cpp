#include "sweep/distribute/chunk_policy.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace servesweep::sweep;

namespace {

double seconds_of(const Tasks& tasks, const std::vector<TaskId>& chunk) {
  return std::accumulate(chunk.begin(), chunk.end(), 0.0, [&](double sum, TaskId task) {
    return sum + tasks[task.index()].expected_seconds;
  });
}

}  // namespace

TEST_CASE("chunk policy: longest first, equal ones in their order") {
  const Tasks tasks{{1.0}, {3.0}, {1.0}, {2.0}, {3.0}};
  CHECK(longest_first(tasks) == std::vector{TaskId(1), TaskId(4), TaskId(3), TaskId(0), TaskId(2)});
}

TEST_CASE("chunk policy: an estimate that is no number counts as unknown") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const Tasks tasks{{nan}, {1.0}, {-5.0}, {infinity}, {2.0}};
  CHECK(longest_first(tasks) == std::vector{TaskId(4), TaskId(1), TaskId(0), TaskId(2), TaskId(3)});
  GuidedQueue queue(tasks, {});
  std::size_t taken = 0;
  while (!queue.empty()) taken += queue.take({1, 1}).size();
  CHECK(taken == 5);
}

TEST_CASE("chunk policy: chunks of equal tasks shrink as remaining / (k ranks)") {
  for (const double seconds : {0.0, 0.1}) {
    GuidedQueue queue(Tasks(64, Task{seconds}), {.divisor = 2, .max_tasks = 1000});
    std::vector<std::size_t> sizes;
    while (!queue.empty()) sizes.push_back(queue.take({1, 4}).size());
    CHECK(sizes[0] == 8);  // 64 / 8
    CHECK(sizes[1] == 7);  // 56 / 8
    CHECK(sizes[2] == 6);  // 49 / 8
    CHECK(sizes.back() == 1);
    CHECK(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}) == 64);
  }
}

TEST_CASE("chunk policy: a rank with more threads gets more") {
  GuidedQueue queue(Tasks(120), {.divisor = 2});
  CHECK(queue.take({9, 12}).size() == 45);  // 120 · 9/12 / 2
}

TEST_CASE("chunk policy: a chunk is bounded by tasks, by seconds and by its share of the work") {
  CHECK(GuidedQueue(Tasks(100'000), {.max_tasks = 64}).take({1, 2}).size() == 64);

  const Tasks even(1000, Task{1.0});
  CHECK(GuidedQueue(even, {.max_seconds = 20}).take({1, 2}).size() == 20);
  CHECK(GuidedQueue(even, {.max_seconds = 20}).take({4, 8}).size() == 80);  // 20 s on 4 threads

  // Ten tasks hold nearly all work; by count alone the first chunk would hold all ten.
  Tasks skewed(100, Task{0.001});
  for (std::size_t i = 0; i < 10; ++i) skewed[i * 7].expected_seconds = 1.0;
  GuidedQueue queue(skewed, {.divisor = 2, .max_seconds = 1e9});
  const auto first = queue.take({1, 2});
  CHECK(first.size() == 2);
  CHECK(seconds_of(skewed, first) == doctest::Approx(2.0));
}

TEST_CASE("chunk policy: a task longer than every limit still goes out, alone") {
  GuidedQueue queue(Tasks{{1e6}, {1e6}}, {.max_seconds = 1});
  CHECK(queue.take({1, 1}).size() == 1);
  CHECK(queue.take({1, 1}).size() == 1);
  CHECK(queue.empty());
  CHECK(queue.take({1, 1}).empty());
}
