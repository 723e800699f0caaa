#include "engine/metrics/latency_describer.h"

#include <doctest/doctest.h>

#include "engine/metrics/percentile.h"
#include "tests/engine/random/dice.h"

namespace latency_describer_test {

using namespace servesweep::engine;

namespace {

LatencySummary by_selection(std::vector<double> values) {
  LatencySummary summary;
  summary.count = static_cast<std::int64_t>(values.size());
  if (values.empty()) return summary;
  double sum = 0;
  for (const double value : values) sum += value;
  summary.mean_us = sum / static_cast<double>(values.size());
  summary.min_us = *std::ranges::min_element(values);
  summary.max_us = *std::ranges::max_element(values);
  summary.p50_us = percentile(std::span(values), 50);
  summary.p90_us = percentile(std::span(values), 90);
  summary.p95_us = percentile(std::span(values), 95);
  summary.p99_us = percentile(std::span(values), 99);
  return summary;
}

/// Shapes that buckets could get wrong: ties, zeros, far outliers, one octave, fractions.
double any_latency(Dice& dice, std::int32_t shape) {
  const double value = dice.below(1'000'000);
  switch (shape) {
    case 0:
      return dice.below(4);
    case 1:
      return dice.chance(5) ? value * 1e9 : 0;
    case 2:
      return 1'000'000 + value / 2;
    case 3:
      return value / 7;
    default:
      return value;
  }
}

}  // namespace

TEST_CASE("LatencyDescriber: by buckets as by selection, to the last bit") {
  LatencyDescriber describer;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    std::vector<double> values;
    LatencySample sample;
    const std::int32_t shape = dice.below(5);
    for (std::int32_t i = dice.below(dice.chance(30) ? 3000 : 20); i > 0; --i) {
      values.push_back(any_latency(dice, shape));
      if (const TimeUs whole_us = static_cast<TimeUs>(values.back());
          dice.chance(70) && static_cast<double>(whole_us) == values.back()) {
        sample.add_whole(whole_us);
      } else {
        sample.add(values.back());
      }
    }
    CHECK(describer.describe(sample) == by_selection(values));
  }
}

TEST_CASE("LatencyDescriber: several samples are one distribution") {
  LatencySample small, large, none;
  for (const double us : {10.0, 40.0}) small.add(us);
  for (const double us : {20.0, 30.0, 50.0}) large.add(us);
  const std::vector<const LatencySample*> samples{&small, &none, &large};
  const LatencySummary summary = LatencyDescriber().describe(samples);
  CHECK(summary.count == 5);
  CHECK(summary.mean_us == 30);
  CHECK(summary.min_us == 10);
  CHECK(summary.p50_us == 30);
  CHECK(summary.p90_us == doctest::Approx(46));
  CHECK(summary.max_us == 50);
  CHECK(LatencyDescriber().describe(none) == LatencySummary{});
}

}  // namespace latency_describer_test
