#include "sweep/explanation/plain_words.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::plain_words_test {
namespace {

PairedDifference change(double mean, double half_width) {
  PairedDifference change;
  change.n = 5;
  change.baseline_mean = 100;
  change.mean_difference = mean;
  change.difference = {mean - half_width, mean + half_width};
  change.relative_difference = mean / 100;
  change.relative = {(mean - half_width) / 100, (mean + half_width) / 100};
  change.p_value = 0.001;
  return change;
}

PartEffect part(LatencyPart which, double mean_ms, double p_value) {
  return {.part = which,
          .mean_ms = mean_ms,
          .interval_ms = {mean_ms - 1, mean_ms + 1},
          .p_value = p_value,
          .adjusted_p_value = p_value};
}

Explanation sample() {
  Explanation sample;
  sample.metric = "ttft_p99_ms";
  sample.seeds = 5;
  ExplainedCell cell{.difference_ms = change(-20, 5)};
  for (std::size_t i = 0; i < kLatencyParts; ++i) {
    cell.parts.push_back({.part = static_cast<LatencyPart>(i)});
  }
  const auto set = [&cell](const PartEffect& effect) {
    cell.parts[index_of(effect.part)] = effect;
  };
  set(part(LatencyPart::wait_order, -25, 0.001));
  set(part(LatencyPart::batching, 5, 0.01));
  set(part(LatencyPart::decode, -4, 0.5));  // not certain: not named
  sample.cells = {cell};
  sample.ablation.mechanisms = {{.name = "a", .change = "a: x -> y", .parts = {}},
                                {.name = "b", .change = "b: 1 -> 2", .parts = {}}};
  AblatedMetric metric;
  metric.effects.total = change(-20, 5);
  metric.effects.mechanisms.resize(2);
  metric.effects.mechanisms[0] = {.alone = change(-12, 2),
                                  .left_out = change(15, 3),
                                  .left_out_adjusted_p = 0.001,
                                  .main = {},
                                  .share = {}};
  metric.effects.mechanisms[1].left_out = change(2, 3);
  metric.effects.beyond_sum = change(-3, 1);
  sample.ablation.metrics = {metric};
  sample.controls = {{.name = "itself", .setting = "", .vanishes = "", .finding = Finding::held},
                     {.name = "idle", .setting = "", .vanishes = "", .finding = Finding::failed},
                     {.name = "equal classes", .setting = "", .vanishes = "", .applies = false}};
  return sample;
}

}  // namespace

TEST_CASE("a paragraph of the figures alone") {
  CHECK(
      plain_words(sample(), "new", "old") ==
      "ttft_p99_ms of new is 80 ms, that of old 100 ms: a change of -20.0 [-25.0, -15.0] ms, or "
      "-20.0 % [-25.0, -15.0], over 5 seeds. Most of what is certain comes from: queue: for later "
      "requests that went first (-25.0 [-26.0, -24.0] ms, 125 %). Against it works: others' "
      "tokens in the steps of the prompt (+5.0 [+4.0, +6.0] ms, -25 %). Of 2 mechanisms a "
      "matters most (a: x -> y): leaving it out changes ttft_p99_ms by +15.0 % [+12.0, +18.0], 75 "
      "% of "
      "the whole effect; alone it does -12.0 % [-14.0, -10.0]. Together the mechanisms do more "
      "than the sum of what each does alone (-3.0 % [-4.0, -2.0]). No metric looked at is worse "
      "for certain. What must vanish does, in these controls: itself. It does not in: idle.");
}

TEST_CASE("what is not certain is said to be so") {
  Explanation open = sample();
  open.cells[0].difference_ms = change(-20, 25);
  open.cells[0].parts[index_of(LatencyPart::wait_order)].adjusted_p_value = 0.2;
  open.ablation.metrics[0].effects.mechanisms[0].left_out = change(15, 20);
  open.ablation.metrics[0].effects.beyond_sum = change(-3, 5);
  const std::string words = plain_words(open, "new", "old");
  for (const char* part :
       {"over 5 seeds no certain difference", "No single part of it is certain",
        "leaving out no single one loses a certain part", "is not certain (-3.0 % [-8.0, +2.0])"}) {
    CHECK_MESSAGE(words.find(part) != std::string::npos, part);
  }
}

TEST_CASE(
    "parts that are certain and next to nothing are not named, nor shares of what may be none") {
  Explanation small = sample();
  const auto set = [&small](LatencyPart which, double mean_ms, double half_width) {
    PartEffect& effect = small.cells[0].parts[index_of(which)];
    effect.mean_ms = mean_ms;
    effect.interval_ms = {mean_ms - half_width, mean_ms + half_width};
    effect.adjusted_p_value = 0.001;
  };
  set(LatencyPart::decode, -0.004, 0.001);  // 0.02 % of the difference
  set(LatencyPart::gateway, -3, 4);         // its interval is not of the opinion of its test
  const std::string words = plain_words(small, "new", "old");
  CHECK(words.find(" 0.0 %") == std::string::npos);
  CHECK(words.find("certain comes from: queue: for later requests that went first (-25.0 [-26.0, "
                   "-24.0] ms, 125 %). Against") != std::string::npos);
  set(LatencyPart::wait_order, -0.1, 0.01);
  CHECK(plain_words(small, "new", "old").find("make up less than a hundredth each") !=
        std::string::npos);
  Explanation open = sample();
  open.cells[0].difference_ms = change(-0.5, 25);
  open.ablation.metrics[0].effects.total = change(-0.5, 25);
  const std::string unsure = plain_words(open, "new", "old");
  CHECK(unsure.find("went first (-25.0 [-26.0, -24.0] ms)") != std::string::npos);
  CHECK(unsure.find("times") == std::string::npos);
}

TEST_CASE("effects that add up exactly are said to") {
  Explanation sum = sample();
  sum.ablation.metrics[0].effects.beyond_sum = change(0, 0);
  CHECK(plain_words(sum, "new", "old").find("together is exactly the sum") != std::string::npos);
}

TEST_CASE("doing less together than apart, costs and requests that one side lacks are said") {
  Explanation less = sample();
  less.ablation.metrics[0].effects.beyond_sum = change(3, 1);
  less.cells[0].baseline_only = 4;
  less.cells[0].both = 96;
  MetricChange cost;
  cost.metric.column = {.name = "tpot_p99_ms", .unit = "ms", .description = ""};
  cost.change = change(10, 2);
  less.costs = {cost};
  const std::string words = plain_words(less, "new", "old");
  for (const char* part :
       {"do less than the sum", "4 requests got this latency from the baseline only and 0 from",
        "It costs: tpot_p99_ms +10.0 % [+8.0, +12.0]."}) {
    CHECK_MESSAGE(words.find(part) != std::string::npos, part);
  }
}

}  // namespace servesweep::sweep::plain_words_test
