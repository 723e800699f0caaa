#include "sweep/distribute/chunk_policy.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace chunk_policy_test {

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
    GuidedQueue queue(Tasks(64, Task{seconds}),
                      {.divisor = 2, .max_tasks = 1000, .max_seconds = 10, .first_tasks = 1000});
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
  GuidedQueue queue(Tasks(120), {.divisor = 2, .first_tasks = 120});
  CHECK(queue.take({9, 12}).size() == 45);  // 120 · 9/12 / 2
}

TEST_CASE("chunk policy: a chunk is bounded by tasks, by seconds and by its share of the work") {
  CHECK(GuidedQueue(Tasks(100'000), {.max_tasks = 64, .first_tasks = 100}).take({1, 2}).size() ==
        64);

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

TEST_CASE("chunk policy: what is added stands behind, longest first among itself") {
  GuidedQueue queue(Tasks{{1.0}, {2.0}}, {});
  queue.add(Tasks{{9.0}, {5.0}, {7.0}});
  std::vector<TaskId> taken;
  while (!queue.empty()) {
    for (const TaskId task : queue.take({1, 100})) taken.push_back(task);
  }
  CHECK(taken == std::vector{TaskId(1), TaskId(0), TaskId(2), TaskId(4), TaskId(3)});
}

TEST_CASE("chunk policy: a queue that grew makes the chunks of one that had all from the start") {
  for (const double seconds : {0.0, 0.1}) {
    const ChunkLimits limits{.divisor = 2, .max_tasks = 1000};
    GuidedQueue grown(Tasks(100, Task{seconds}), limits);
    while (grown.remaining() > 30)
      (void)grown.take({1, 4});  // far enough that taken ones are dropped
    const std::size_t left = grown.remaining();
    grown.add(Tasks(64 - left, Task{seconds}));
    GuidedQueue whole(Tasks(64, Task{seconds}), limits);
    std::int32_t next = static_cast<std::int32_t>(100 - left);
    while (!whole.empty()) {
      const std::vector<TaskId> chunk = grown.take({1, 4});
      CHECK(chunk.size() == whole.take({1, 4}).size());
      for (const TaskId task : chunk) CHECK(task == TaskId(next++));
    }
    CHECK(grown.empty());
    CHECK(next == 164 - static_cast<std::int32_t>(left));
  }
}

TEST_CASE("chunk policy: many additions of any size are handed out once each") {
  GuidedQueue queue({}, {.divisor = 1.5, .max_tasks = 7});
  std::vector<int> taken;
  const auto take = [&] {
    for (const TaskId task : queue.take({2, 6})) {
      taken.resize(std::max(taken.size(), task.index() + 1));
      ++taken[task.index()];
    }
  };
  for (std::size_t round = 0; round < 200; ++round) {
    Tasks tasks(round * 7 % 13);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      tasks[i].expected_seconds = static_cast<double>((round + i * 5) % 11);
    }
    queue.add(tasks);
    for (std::size_t i = 0; i < round % 5; ++i) take();
  }
  while (!queue.empty()) take();
  CHECK(taken.size() == 1188);  // 15 times 0 + … + 12, and 5 rounds more: 0, 7, 1, 8, 2
  CHECK(std::all_of(taken.begin(), taken.end(), [](int times) { return times == 1; }));
}

TEST_CASE("chunk policy: while nobody knows how long a task takes, a few for each thread") {
  CHECK(GuidedQueue(Tasks(100'000), {.first_tasks = 7}).take({4, 8}).size() == 28);
}

TEST_CASE("chunk policy: what tasks took bounds a chunk, from above and below") {
  const auto taken = [](double seconds, int ranks, std::size_t tasks) {
    GuidedQueue queue(Tasks(tasks),
                      {.divisor = 2, .max_seconds = 10, .least_seconds_per_rank = 1e-3});
    return queue
        .take(
            {.threads = 4, .total_threads = 4 * ranks, .ranks = ranks, .seconds_per_task = seconds})
        .size();
  };
  CHECK(taken(1.0, 10, 100'000) == 40);      // 10 s on four threads
  CHECK(taken(100.0, 10, 100'000) == 8);     // two tasks each
  CHECK(taken(1e-3, 10, 100'000) == 5'000);  // a fair share / 2
  CHECK(taken(1e-3, 10, 600) == 40);         // 10 ms on four threads, where half the share is 30
  CHECK(taken(1e-3, 10, 100) == 10);         // … but no more than the share
  CHECK(taken(1e-3, 10, 20) == 4);           // … or a task for each thread
  CHECK(taken(100.0, 10, 20) == 1);          // no floor for long ones
}

}  // namespace chunk_policy_test
