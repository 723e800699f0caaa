#include "engine/metrics/token_gaps.h"

#include <doctest/doctest.h>

#include <map>
#include <span>

#include "engine/metrics/percentile.h"
#include "tests/engine/random/dice.h"

namespace token_gaps_test {

using namespace servesweep::engine;

namespace {

/// The plain way: one element per gap.
LatencySummary by_expansion(const std::map<TimeUs, std::int64_t>& counts) {
  std::vector<std::int64_t> all;
  for (const auto& [gap_us, count] : counts) {
    for (std::int64_t i = 0; i < count; ++i) all.push_back(gap_us);
  }
  LatencySummary summary;
  if (all.empty()) return summary;
  std::int64_t sum = 0;
  for (const std::int64_t gap : all) sum += gap;
  summary.count = static_cast<std::int64_t>(all.size());
  summary.mean_us = static_cast<double>(sum) / static_cast<double>(all.size());
  summary.min_us = static_cast<double>(all.front());
  summary.max_us = static_cast<double>(all.back());
  summary.p50_us = percentile(std::span(all), 50);
  summary.p90_us = percentile(std::span(all), 90);
  summary.p95_us = percentile(std::span(all), 95);
  summary.p99_us = percentile(std::span(all), 99);
  return summary;
}

}  // namespace

TEST_CASE("TokenGaps: by hand, across pages and beyond them") {
  TokenGaps gaps;
  CHECK(gaps.describe() == LatencySummary{});
  gaps.add(100, 3);
  gaps.add(300, 6);        // another page
  gaps.add(1'000'000, 2);  // a long gap
  // 100 ×3, 300 ×6, 1000000 ×2: the median is element 5, p90 element 9, p95 between two equal ones.
  const LatencySummary summary = gaps.describe();
  CHECK(summary.count == 11);
  CHECK(summary.mean_us == doctest::Approx(2'002'100.0 / 11));
  CHECK(summary.min_us == 100);
  CHECK(summary.p50_us == 300);
  CHECK(summary.p90_us == 1'000'000);
  CHECK(summary.max_us == 1'000'000);
  gaps.add(1'000'000, -1);  // p90 is element 9 · 0.9 = 8.1 of ten
  CHECK(gaps.describe().p90_us == doctest::Approx(300 + 0.1 * 999'700));
}

TEST_CASE("TokenGaps: as a list of all gaps, with some taken back, over many runs") {
  TokenGaps gaps;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    gaps.reset();
    std::map<TimeUs, std::int64_t> counts;
    const std::int32_t range = dice.chance(30) ? 600'000 : dice.between(1, 3000);
    for (std::int32_t i = dice.below(40); i > 0; --i) {
      const TimeUs gap_us = dice.below(range);
      const std::int32_t count = dice.between(1, 20);
      gaps.add(gap_us, count);
      const std::int32_t back = dice.chance(40) ? dice.between(0, count) : 0;
      gaps.add(gap_us, -back);
      counts[gap_us] += count - back;
    }
    CHECK(gaps.describe() == by_expansion(counts));
  }
}

}  // namespace token_gaps_test
