#include "sweep/ranking/ranked_metric.h"

#include <doctest/doctest.h>

#include "sweep/ranking/served_share.h"

namespace servesweep::sweep::ranked_metric_test {
namespace {

TEST_CASE("a ranking shows tails, throughput, classes and fairness, then what was asked for") {
  const std::vector<std::string> classes = {"gold", "silver"};
  const std::vector<Metric> metrics = study_metrics(classes);
  const std::vector<Objective> objectives = {{.metric = "e2e_p99_ms"},
                                             {.metric = "preemptions", .goal = Goal::maximize}};
  const std::vector<RankedMetric> ranked = ranked_metrics(metrics, objectives, classes, "steps");
  std::vector<std::string> names;
  for (const RankedMetric& metric : ranked) {
    names.push_back(metric.column.name);
    CHECK(metrics[metric.position].column.name == metric.column.name);
  }
  CHECK(names == std::vector<std::string>{"ttft_p99_ms", "e2e_p99_ms", "output_tokens_per_s",
                                          kServedShare, "ttft_p99_ms.gold", "ttft_p99_ms.silver",
                                          "jain_class_ttft", "jain_tenant_tokens", "preemptions",
                                          "steps"});
  CHECK(ranked[0].goal == Goal::minimize);
  CHECK(ranked[2].goal == Goal::maximize);
  CHECK(ranked[8].goal == Goal::maximize);  // the objective prevails
}

}  // namespace
}  // namespace servesweep::sweep::ranked_metric_test
