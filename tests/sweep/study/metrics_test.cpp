#include "sweep/study/metrics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace servesweep::sweep::metrics_test {
namespace {

std::map<std::string, double> named_values(const engine::Summary& summary,
                                           const std::vector<std::string>& classes) {
  const std::vector<Metric> metrics = study_metrics(classes);
  const std::vector<double> values = metric_values(summary, classes);
  REQUIRE(metrics.size() == values.size());
  std::map<std::string, double> named;
  for (std::size_t i = 0; i < metrics.size(); ++i) named[metrics[i].column.name] = values[i];
  return named;
}

engine::Summary example() {
  engine::Summary summary;
  summary.requests = 10;
  summary.completed = 6;
  summary.waiting = 1;
  summary.running = 1;
  summary.unrouted = 1;
  summary.rejected = 1;
  summary.end_us = 2'500'000;
  summary.ttft = {.count = 8,
                  .mean_us = 1000,
                  .p50_us = 2000,
                  .p90_us = 3000,
                  .p95_us = 4000,
                  .p99_us = 5000,
                  .max_us = 6000};
  summary.classes.push_back({.slo_class = "standard",
                             .requests = 9,
                             .completed = 6,
                             .rejected = 1,
                             .within_targets = 3,
                             .ttft = {.count = 8, .p99_us = 7500},
                             .tpot = {.count = 5, .mean_us = 2500}});
  summary.within_targets = 3;
  summary.itl = {.count = 60, .p99_us = 44'000};
  summary.e2e = {.count = 6};
  summary.breakdown_mean_us[5] = 1500;
  summary.goodput_per_s = 1.2;
  summary.token_hit_rate = 0.4;
  summary.preemption_rate = 0.3;
  summary.thrashing_rate = 0.2;
  summary.hol_blocking = 2;
  summary.in_system_mean = 7;
  summary.in_system_mean_us = 9000;
  summary.saturation = engine::Saturation::unfinished;
  summary.instances.resize(2);
  summary.instances[0].steps = 3;
  summary.instances[1].steps = 4;
  return summary;
}

}  // namespace

TEST_CASE("columns have unique names, units and descriptions") {
  const std::vector<std::string> classes = {"critical", "standard"};
  std::set<std::string> names;
  for (const Metric& metric : study_metrics(classes)) {
    const io::MetricColumn& column = metric.column;
    CAPTURE(column.name);
    CHECK(names.insert(column.name).second);
    CHECK_FALSE(column.unit.empty());
    CHECK_FALSE(column.description.empty());
    CHECK((column.name.find("_ms") != std::string::npos) == (column.unit == "ms"));
  }
  CHECK(names.contains("ttft_p99_ms.critical"));
  CHECK(names.contains("e2e_p99_ms.standard"));
}

TEST_CASE("the measuring window, and latencies of all requests") {
  engine::Summary summary = example();
  summary.ttft_p99_of_all_us = std::numeric_limits<double>::infinity();
  summary.e2e_p99_of_all_us = 2000;
  summary.classes[0].ttft_p99_of_all_us = 7000;
  summary.measure_from_us = 1'234'567;
  summary.warm_up = 30;
  summary.halves = engine::WindowHalves{.first_ttft_us = 1500, .second_ttft_us = 2500};
  auto values = named_values(summary, {"critical", "standard"});
  CHECK(values["ttft_p99_of_all_ms"] == std::numeric_limits<double>::infinity());
  CHECK(values["e2e_p99_of_all_ms"] == 2);
  CHECK(values["ttft_p99_of_all_ms.standard"] == 7);
  CHECK(std::isnan(values["ttft_p99_of_all_ms.critical"]));  // a class that did not come
  CHECK(values["load_label"] == 3);
  CHECK(values["measure_from_us"] == 1'234'567);
  CHECK(values["warm_up_fraction"] == 0.75);
  CHECK(values["ttft_first_half_mean_ms"] == 1.5);
  CHECK(values["ttft_second_half_mean_ms"] == 2.5);
  values = named_values(engine::Summary(), {});
  CHECK(std::isnan(values["ttft_p99_of_all_ms"]));
  CHECK(std::isnan(values["ttft_first_half_mean_ms"]));
  CHECK(std::isnan(values["warm_up_fraction"]));
  CHECK(values["measure_from_us"] == 0);
}

TEST_CASE("values of a run") {
  auto values = named_values(example(), {"critical", "standard"});
  CHECK(values["ttft_mean_ms"] == 1);
  CHECK(values["ttft_p50_ms"] == 2);
  CHECK(values["ttft_p90_ms"] == 3);
  CHECK(values["ttft_p95_ms"] == 4);
  CHECK(values["ttft_p99_ms"] == 5);
  CHECK(values["ttft_max_ms"] == 6);
  CHECK(values["end_s"] == 2.5);
  CHECK(values["unfinished"] == 3);
  CHECK(values["completed_fraction"] == doctest::Approx(0.6));
  CHECK(values["completed_fraction.standard"] == doctest::Approx(6.0 / 9.0));
  CHECK(values["steps"] == 7);
  CHECK(values["ttft_p99_ms.standard"] == 7.5);
  CHECK(values["tpot_mean_ms.standard"] == 2.5);
  CHECK(values["slo_met_fraction.standard"] == doctest::Approx(3.0 / 9.0));
  CHECK(values["rejected_fraction.standard"] == doctest::Approx(1.0 / 9.0));
  CHECK(values["itl_p99_ms"] == 44);
  CHECK(values["time_wait_memory_mean_ms"] == 1.5);
  CHECK(values["slo_met_fraction"] == doctest::Approx(0.3));
  CHECK(values["goodput_per_s"] == 1.2);
  CHECK(values["token_hit_rate"] == 0.4);
  CHECK(values["preemption_rate"] == 0.3);
  CHECK(values["thrashing_rate"] == 0.2);
  CHECK(values["hol_blocking"] == 2);
  CHECK(values["in_system_mean"] == 7);
  CHECK(values["in_system_mean_ms"] == 9);
  CHECK(values["saturated"] == 1);
}

TEST_CASE("goals: more is better of what users get, less of what they suffer") {
  std::map<std::string, Goal> goals;
  for (const Metric& metric : study_metrics({})) goals[metric.column.name] = metric.goal;
  CHECK(goals.at("goodput_per_s") == Goal::maximize);
  CHECK(goals.at("slo_met_fraction") == Goal::maximize);
  CHECK(goals.at("token_hit_rate") == Goal::maximize);
  CHECK(goals.at("itl_p99_ms") == Goal::minimize);
  CHECK(goals.at("time_wait_slots_mean_ms") == Goal::minimize);
  CHECK(goals.at("thrashing_rate") == Goal::minimize);
}

TEST_CASE("what does not exist is no zero: it would win every comparison") {
  auto values = named_values(example(), {"critical", "standard"});
  CHECK(std::isnan(values["tpot_p99_ms"]));
  CHECK(std::isnan(values["time_decode_mean_ms.standard"]));
  CHECK(std::isnan(values["ttft_p99_ms.critical"]));
  CHECK(std::isnan(values["completed_fraction.critical"]));
  CHECK(std::isnan(values["e2e_p99_ms.standard"]));
}

}  // namespace servesweep::sweep::metrics_test
