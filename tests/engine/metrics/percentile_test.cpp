#include "engine/metrics/percentile.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "tests/engine/random/dice.h"

namespace percentile_test {

using namespace servesweep::engine;

namespace {

double by_sorting(std::vector<std::int64_t> values, double p) {
  std::ranges::sort(values);
  const double rank = p / 100 * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(rank));
  const auto high = static_cast<std::size_t>(std::ceil(rank));
  const double below = static_cast<double>(values[low]), above = static_cast<double>(values[high]);
  return low == high ? below : below + (rank - std::floor(rank)) * (above - below);
}

}  // namespace

TEST_CASE("percentile: by selection as by sorting, to the last bit") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Dice dice(seed);
    std::vector<std::int64_t> values(static_cast<std::size_t>(dice.between(1, 60)));
    for (std::int64_t& value : values) value = dice.below(dice.chance(50) ? 5 : 1'000'000'000);
    for (const double p : {0.0, 1.0, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0}) {
      std::vector<std::int64_t> copy = values;
      CHECK(percentile(std::span(copy), p) == by_sorting(values, p));
    }
  }
}

TEST_CASE("percentile: by hand") {
  std::vector<std::int64_t> values{40, 10, 30, 20};
  CHECK(percentile(std::span(values), 50) == 25);
  CHECK(percentile(std::span(values), 0) == 10);
  CHECK(percentile(std::span(values), 100) == 40);
  CHECK(percentile(std::span(values), 90) == doctest::Approx(37));
  std::vector<std::int64_t> none;
  CHECK(percentile(std::span(none), 50) == 0);
}

TEST_CASE("jain_index: 1 if all are equal, 1/n if one has everything") {
  CHECK(jain_index(std::vector<double>{3, 3, 3}) == doctest::Approx(1));
  CHECK(jain_index(std::vector<double>{7, 0, 0, 0}) == doctest::Approx(0.25));
  CHECK(jain_index(std::vector<double>{1, 3}) == doctest::Approx(16.0 / 20));
  CHECK(jain_index({}) == 0);
  CHECK(jain_index(std::vector<double>{0, 0}) == 1);
}

}  // namespace percentile_test
