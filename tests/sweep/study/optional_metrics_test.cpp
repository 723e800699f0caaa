#include "sweep/study/optional_metrics.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::optional_metrics_test {
namespace {

double value_of(const std::string& name, const engine::Summary& summary) {
  std::vector<SummaryMetric> metrics;
  add_optional_metrics(metrics);
  for (const SummaryMetric& one : metrics) {
    if (one.metric.column.name == name) return one.value(summary);
  }
  FAIL(name);
  return 0;
}

}  // namespace

TEST_CASE("what was not measured is undefined, not 0") {
  engine::Summary summary;
  for (const char* name : {"routing_regret_mean", "routing_regret_max",
                           "routing_wait_regret_mean_ms", "priority_inversions"}) {
    CAPTURE(name);
    CHECK(std::isnan(value_of(name, summary)));
    CHECK(is_optional_metric(name));
  }
  summary.routing_regret = {.mean = 0.25, .largest = 2, .wait_mean_us = 1500};
  summary.priority_inversions = 7;
  CHECK(value_of("routing_regret_mean", summary) == 0.25);
  CHECK(value_of("routing_regret_max", summary) == 2);
  CHECK(value_of("routing_wait_regret_mean_ms", summary) == 1.5);
  CHECK(value_of("priority_inversions", summary) == 7);
}

TEST_CASE("only what is named is watched") {
  CHECK_FALSE(is_optional_metric("ttft_p99_ms"));
  const engine::Observers none = observers_for({"ttft_p99_ms", "steps"});
  CHECK_FALSE(none.routing_regret);
  CHECK_FALSE(none.priority_inversions);
  CHECK(observers_for({"steps", "routing_wait_regret_mean_ms"}).routing_regret);
  CHECK(observers_for({"priority_inversions"}).priority_inversions);
}

TEST_CASE("a study names metrics in objectives, constraints, claims and criteria") {
  const std::string text =
      kExampleStudy +
      "constraints: [{metric: completed_fraction, at_least: 1}]\n"
      "claims:\n  - {claim: c, strategy: tuned, metric: routing_regret_max, effect: none}\n"
      "criteria: [{criterion: c, metric: steps, below: priority_inversions}]\n";
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  CHECK(study.named_metrics() ==
        std::vector<std::string>{"ttft_p99_ms", "output_tokens_per_s", "completed_fraction",
                                 "routing_regret_max", "steps", "priority_inversions"});
  CHECK(observers_for(study.named_metrics()).priority_inversions);
}

}  // namespace servesweep::sweep::optional_metrics_test
