#include "sweep/study/instance_metrics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>

namespace servesweep::sweep::instance_metrics_test {
namespace {

std::map<std::string, double> values_of(const engine::Summary& summary) {
  std::vector<SummaryMetric> metrics;
  add_instance_metrics(metrics);
  std::map<std::string, double> values;
  for (const SummaryMetric& one : metrics) values[one.metric.column.name] = one.value(summary);
  return values;
}

}  // namespace

TEST_CASE("requests count wherever they are, tokens as they were worked on") {
  engine::Summary summary;
  summary.instances.resize(2);
  // 1 + 1 + 1 + 2 + 1 = 6 of 8 requests on the first instance, 2 on the second.
  summary.instances[0] = {.completed = 1, .running = 1, .dropped = 1, .queueing = 2, .waiting = 1};
  summary.instances[1] = {.completed = 2};
  summary.instances[0].input_tokens = 100;
  summary.instances[1].input_tokens = 50;
  summary.instances[1].output_tokens = 50;
  const auto values = values_of(summary);
  CHECK(values.at("busiest_share") == 0.75);
  CHECK(values.at("jain_instance_requests") ==
        doctest::Approx(64.0 / (2 * 40)));  // 8² / (2·(6²+2²))
  CHECK(values.at("jain_instance_tokens") == 1);
}

TEST_CASE("all on one of four, all alike, and nothing at all") {
  engine::Summary summary;
  summary.instances.resize(4);
  CHECK(std::isnan(values_of(summary).at("busiest_share")));
  CHECK(std::isnan(values_of(summary).at("jain_instance_tokens")));
  summary.instances[2].completed = 5;
  CHECK(values_of(summary).at("busiest_share") == 1);
  CHECK(values_of(summary).at("jain_instance_requests") == 0.25);
  for (auto& instance : summary.instances) instance.completed = 5;
  CHECK(values_of(summary).at("busiest_share") == 0.25);
  CHECK(values_of(summary).at("jain_instance_requests") == 1);
}

}  // namespace servesweep::sweep::instance_metrics_test
