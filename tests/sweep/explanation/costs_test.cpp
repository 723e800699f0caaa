#include "sweep/explanation/costs.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::costs_test {

TEST_CASE("costs are certain changes to the worse, by each metric's direction") {
  std::vector<MetricChange> changes;
  for (const Metric& metric : study_metrics({})) {
    MetricChange change{metric, {}};
    if (metric.column.name == "ttft_p99_ms") {
      change.change.mean_difference = 5;
      change.change.p_value = 1e-4;
    } else if (metric.column.name == "output_tokens_per_s") {
      change.change.mean_difference = 100;  // more is better
      change.change.p_value = 1e-4;
    } else if (metric.column.name == "e2e_p99_ms") {
      change.change.mean_difference = 5;
      change.change.p_value = 0.04;  // not after Holm's adjustment
    } else {
      change.change.mean_difference = 0;
    }
    changes.push_back(change);
  }
  const auto costs = costs_of(changes, {}, {}, 0.95);
  REQUIRE(costs.size() == 1);
  CHECK(costs[0].metric.column.name == "ttft_p99_ms");
  // A study that wants fewer tokens: then more of them is a cost.
  const std::vector<Objective> objectives{
      {.metric = "output_tokens_per_s", .goal = Goal::minimize}};
  CHECK(costs_of(changes, objectives, {}, 0.95).size() == 2);
}

}  // namespace servesweep::sweep::costs_test
