#include "tests/benchmark/virtual_job.h"

#include <doctest/doctest.h>

namespace virtual_job_test {

using namespace servesweep::benchmark;

namespace {

constexpr MessageCosts kFree{
    .latency_s = 0, .receive_s = 0, .send_s = 0, .per_byte_s = 0, .slack_s = 0, .keep_run_s = 0};

}  // namespace

TEST_CASE("virtual job: equal runs on one thread that cost nothing beside take their sum") {
  const JobShape shape{.ranks = 1,
                       .threads = 1,
                       .threads_of_zero = 1,
                       .runs_per_thread = 50,
                       .mean_run_s = 1,
                       .log_deviation = 0};
  const JobTrace trace = play_job(shape, {}, kFree);
  CHECK(trace.end_s == doctest::Approx(50));
  CHECK(trace.efficiency == doctest::Approx(1));
  CHECK(trace.coordinating == 0);
  CHECK(free_queue_efficiency(shape) == doctest::Approx(1));
}

TEST_CASE("virtual job: a rank's main thread takes its time for each run, once the run is done") {
  JobShape shape{.ranks = 1,
                 .threads = 1,
                 .threads_of_zero = 1,
                 .runs_per_thread = 1,
                 .mean_run_s = 1,
                 .log_deviation = 0};
  MessageCosts costs = kFree;
  costs.keep_run_s = 0.25;
  CHECK(play_job(shape, {}, costs).end_s == doctest::Approx(1.25));
}

TEST_CASE("virtual job: what a message takes makes a job of tiny runs as long as its messages") {
  // Two ranks, a run each: rank 0 receives Ready, ChunkDone and Bye of rank 1 and sends it a chunk,
  // Finish and Release, rank 1 sends its ChunkDone: a second each, one after the other.
  const JobShape shape{.ranks = 2,
                       .threads = 1,
                       .threads_of_zero = 1,
                       .runs_per_thread = 1,
                       .mean_run_s = 1e-6,
                       .log_deviation = 0};
  MessageCosts costs = kFree;
  costs.receive_s = costs.send_s = 1;
  const JobTrace trace = play_job(shape, {}, costs);
  CHECK(trace.end_s == doctest::Approx(7).epsilon(0.01));  // naps beside
  CHECK(trace.chunks == 2);
  CHECK(trace.coordinating == doctest::Approx(6.0 / 7).epsilon(0.01));
}

TEST_CASE("virtual job: it repeats to the bit, and other seeds differ") {
  JobShape shape{.ranks = 5, .threads = 3, .threads_of_zero = 3, .runs_per_thread = 40};
  const JobTrace one = play_job(shape, {}, {}), same = play_job(shape, {}, {});
  CHECK(one.end_s == same.end_s);
  CHECK(one.chunks == same.chunks);
  shape.seed = 2;
  CHECK(play_job(shape, {}, {}).end_s != one.end_s);
}

TEST_CASE("virtual job: no protocol beats a queue that costs nothing by more than luck") {
  for (const int ranks : {1, 7, 30}) {
    JobShape shape{.ranks = ranks, .threads = 8, .threads_of_zero = 8, .runs_per_thread = 200};
    const double possible = free_queue_efficiency(shape);
    const double reached = play_job(shape, {}, {}).efficiency;
    CHECK(reached < 1.01 * possible);
    CHECK(reached > 0.9 * possible);
  }
}

TEST_CASE("virtual job: lists of ids are more bytes than ranges, and the same job without costs") {
  const JobShape shape{.ranks = 4, .threads = 4, .threads_of_zero = 4, .runs_per_thread = 1000};
  const JobTrace ranges = play_job(shape, {}, kFree);
  const JobTrace lists = play_job(shape, {.lists = true}, kFree);
  CHECK(lists.end_s == ranges.end_s);
  CHECK(lists.bytes > 4 * 0.7 * 16'000);  // rank 0's quarter does not travel
  CHECK(ranges.bytes < 0.3 * lists.bytes);
}

TEST_CASE("virtual job: slow and standing ranks cost little, as the others take their part") {
  JobShape shape{.ranks = 10, .threads = 8, .threads_of_zero = 8, .runs_per_thread = 1000};
  shape.slow_ranks = 2;
  const JobTrace slow = play_job(shape, {}, {});
  CHECK(slow.efficiency > 0.9);
  shape.slow_ranks = 0;
  shape.pause_s = 0.5;  // of 5 s
  const JobTrace stood = play_job(shape, {}, {});
  CHECK(stood.end_s < play_job(shape, {}, {}).end_s + 0.5);
  CHECK(stood.efficiency > 0.85);
}

}  // namespace virtual_job_test
