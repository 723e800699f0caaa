#include "engine/metrics/instance_totals.h"

#include <doctest/doctest.h>

namespace instance_totals_test {

using namespace servesweep::engine;

namespace {

/// Instances whose queues were this long on average; 10 steps each.
Summary queues(std::initializer_list<std::int64_t> means) {
  Summary summary;
  for (const std::int64_t mean : means) {
    summary.instances.push_back({.steps = 10, .waiting_sum = 10 * mean});
  }
  add_up_instances(summary);
  return summary;
}

}  // namespace

TEST_CASE("instance rates: 0 without anything to count") {
  CHECK(block_hit_rate({}) == 0);
  CHECK(thrashing_rate({}) == 0);
  CHECK(block_hit_rate(
            {.block_hits = 1, .block_misses = 3, .reloaded_blocks = 2, .reload_misses = 2}) ==
        doctest::Approx(3.0 / 8));
  CHECK(thrashing_rate({.offloaded_blocks = 8, .thrashed_blocks = 2}) == 0.25);
}

TEST_CASE("add_up_instances: head-of-line blocking is a queue twice the mean") {
  CHECK(queues({0, 0, 0, 9}).hol_blocking == 1);
  CHECK(queues({1, 1, 1, 3}).hol_blocking == 0);  // the mean is 1.5: just twice
  CHECK(queues({1, 1, 1, 1, 20, 20}).hol_blocking == 2);
  CHECK(queues({0, 0}).hol_blocking == 0);
  CHECK(queues({50}).hol_blocking == 0);
}

TEST_CASE("add_up_instances: rates of the whole are ratios of sums or means over instances") {
  Summary summary;
  summary.instances.push_back({.completed = 3,
                               .preemptions = 2,
                               .offloaded_blocks = 4,
                               .thrashed_blocks = 2,
                               .end_us = 2'000'000});
  summary.instances.push_back({.completed = 1, .preemptions = 1});
  add_up_instances(summary);
  CHECK(summary.preemption_rate == doctest::Approx(3.0 / 4));
  CHECK(summary.thrashing_rate == doctest::Approx((0.5 + 0) / 2));
  CHECK(summary.requests_per_s == 2);
  Summary idle;
  idle.instances.resize(2);
  add_up_instances(idle);
  CHECK(idle.preemption_rate == 0);
  CHECK(idle.requests_per_s == 0);
}

}  // namespace instance_totals_test
