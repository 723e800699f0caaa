#include "sweep/explanation/part_effects.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/statistics/student_t.h"

namespace servesweep::sweep::part_effects_test {
namespace {

constexpr std::size_t kWait = index_of(LatencyPart::wait_slots);
constexpr std::size_t kDecode = index_of(LatencyPart::decode);
constexpr std::size_t kOutput = index_of(LatencyPart::output);

/// Every cell of a seed without classes: from `baseline_us`, by these changes.
std::vector<CellDifference> seed(double baseline_us, double wait_us, double decode_us) {
  CellDifference cell{.baseline_us = baseline_us, .strategy_us = baseline_us + wait_us + decode_us};
  cell.parts_us[kWait] = wait_us;
  cell.parts_us[kDecode] = decode_us;
  cell.both = 10;
  cell.baseline_only = 1;
  return std::vector<CellDifference>(latency_cells(0).size(), cell);
}

}  // namespace

TEST_CASE("each part has the mean of its seeds and Student's interval, in ms") {
  const std::vector<std::vector<CellDifference>> seeds{seed(9000, -4000, 1000),
                                                       seed(9000, -6000, 1000)};
  const ExplainedCell cell = explain_cells(0, seeds, 0.95).front();
  CHECK(cell.difference_ms.mean_difference == doctest::Approx(-4));
  CHECK(cell.parts[kWait].mean_ms == doctest::Approx(-5));
  // Standard deviation √2 ms, two seeds: half width t·√2/√2 = 12.7 ms.
  const double half_width = student_t_quantile(0.95, 1);
  CHECK(cell.parts[kWait].interval_ms.lower == doctest::Approx(-5 - half_width));
  CHECK(cell.parts[kWait].interval_ms.upper == doctest::Approx(-5 + half_width));
  CHECK(cell.parts[kDecode].interval_ms == Interval{1, 1});
  CHECK(cell.parts[kOutput].interval_ms == Interval{0, 0});
  CHECK(cell.parts[kOutput].adjusted_p_value == 1);
  CHECK(cell.residual_ms < 1e-12);
  CHECK(cell.both == 20);
  CHECK(cell.baseline_only == 2);
  CHECK(cell.strategy_only == 0);
}

TEST_CASE("p-values are adjusted over the parts that are there") {
  const std::vector<std::vector<CellDifference>> seeds{
      seed(9000, -4000, 10), seed(9000, -4100, -10), seed(9000, -4200, 5)};
  const ExplainedCell cell = explain_cells(0, seeds, 0.95).front();
  CHECK(cell.parts[kWait].adjusted_p_value == doctest::Approx(2 * cell.parts[kWait].p_value));
  CHECK(cell.parts[kDecode].adjusted_p_value == doctest::Approx(cell.parts[kDecode].p_value));
}

TEST_CASE("parts that miss the difference show in the residual") {
  auto wrong = seed(9000, -4000, 1000);
  wrong.front().strategy_us += 500;
  const std::vector<std::vector<CellDifference>> seeds{wrong};
  CHECK(explain_cells(0, seeds, 0.95).front().residual_ms == doctest::Approx(0.5));
}

TEST_CASE("a sum of parts is a change of the baseline's value") {
  const std::vector<std::vector<CellDifference>> seeds{seed(10'000, -500, 900),
                                                       seed(30'000, -1500, 900)};
  const PairedDifference queue = sum_of_parts(seeds, 0, is_queue_part, 0.95);
  CHECK(queue.baseline_mean == doctest::Approx(20));
  CHECK(queue.mean_difference == doctest::Approx(-1));
  CHECK(queue.relative_difference == doctest::Approx(-0.05));
}

}  // namespace servesweep::sweep::part_effects_test
