#include "sweep/explanation/explained_verdict.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::explained_verdict_test {
namespace {

constexpr std::size_t kWait = index_of(LatencyPart::wait_order);
constexpr std::size_t kServed = index_of(LatencyPart::served);

PairedDifference change(double mean, double half_width) {
  PairedDifference change;
  change.n = 5;
  change.baseline_mean = 100;
  change.mean_difference = mean;
  change.difference = {mean - half_width, mean + half_width};
  return change;
}

/// −20 ms of which waiting is −19 for certain; two mechanisms, of which the first loses −15.
Explanation sample() {
  Explanation sample;
  sample.metric = "ttft_p99_ms";
  ExplainedCell cell{.difference_ms = change(-20, 5)};
  for (std::size_t part = 0; part < kLatencyParts; ++part) {
    cell.parts.push_back({.part = static_cast<LatencyPart>(part)});
  }
  cell.parts[kWait].mean_ms = -19;
  cell.parts[kWait].adjusted_p_value = 0.001;
  sample.cells = {cell};
  sample.ablation.mechanisms = {{.name = "a", .change = "", .parts = {}},
                                {.name = "b", .change = "", .parts = {}}};
  AblatedMetric metric;
  metric.effects.total = change(-20, 5);
  metric.effects.mechanisms.resize(2);
  metric.effects.mechanisms[0].left_out = change(15, 3);
  metric.effects.mechanisms[0].left_out_adjusted_p = 0.001;
  metric.effects.mechanisms[1].left_out = change(2, 3);
  sample.ablation.metrics = {metric};
  sample.controls = {{.name = "itself", .setting = "", .vanishes = "", .finding = Finding::held},
                     {.name = "equal classes", .setting = "", .vanishes = "", .applies = false}};
  return sample;
}

}  // namespace

TEST_CASE("explained: parts, mechanism and controls agree") {
  CHECK(explained(sample()).finding == Finding::held);
  CHECK(leading_mechanism(sample().ablation.metrics.front().effects, 0.95) == 0);
  CHECK(leading_parts(sample().explained_cell(), 0.95).size() == 1);
}

TEST_CASE("each condition by itself") {
  Explanation one = sample();
  Finding expected = Finding::undecided;
  SUBCASE("no certain difference") {
    one.cells[0].difference_ms = change(-20, 25);
  }
  SUBCASE("parts that miss it") {
    one.cells[0].residual_ms = 0.1;
    expected = Finding::failed;
  }
  SUBCASE("other requests were served") {
    one.cells[0].parts[kServed].mean_ms = -3;
    expected = Finding::failed;
  }
  SUBCASE("no certain part") {
    one.cells[0].parts[kWait].adjusted_p_value = 0.06;
  }
  SUBCASE("the certain part is small") {
    one.cells[0].parts[kWait].mean_ms = -9;
  }
  SUBCASE("the certain part works against it") {
    one.cells[0].parts[kWait].mean_ms = 19;
  }
  SUBCASE("no mechanism loses it for certain") {
    one.ablation.metrics[0].effects.mechanisms[0].left_out = change(15, 16);
  }
  SUBCASE("a mechanism loses it for certain, but is one of many") {
    one.ablation.metrics[0].effects.mechanisms[0].left_out_adjusted_p = 0.051;
  }
  SUBCASE("the leading mechanism loses less than half of it") {
    one.ablation.metrics[0].effects.mechanisms[0].left_out = change(9, 3);
  }
  SUBCASE("a control is open") {
    one.controls[0].finding = Finding::undecided;
  }
  SUBCASE("a control failed") {
    one.controls[0].finding = Finding::failed;
    expected = Finding::failed;
  }
  const ExplainedVerdict verdict = explained(one);
  CHECK(verdict.finding == expected);
  CHECK(!verdict.reason.empty());
}

TEST_CASE("one mechanism loses all of it, rounding aside") {
  Explanation one = sample();
  one.ablation.mechanisms.pop_back();
  one.ablation.metrics[0].effects.mechanisms.pop_back();
  one.ablation.metrics[0].effects.mechanisms[0].left_out = change(20 - 1e-13, 5);
  CHECK(explained(one).finding == Finding::held);
}

TEST_CASE("a rise is explained like a fall") {
  Explanation rise = sample();
  rise.cells[0].difference_ms = change(20, 5);
  rise.cells[0].parts[kWait].mean_ms = 19;
  rise.ablation.metrics[0].effects.total = change(20, 5);
  rise.ablation.metrics[0].effects.mechanisms[0].left_out = change(-15, 3);
  CHECK(explained(rise).finding == Finding::held);
}

}  // namespace servesweep::sweep::explained_verdict_test
