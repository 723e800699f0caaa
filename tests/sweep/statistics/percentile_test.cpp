#include "sweep/statistics/percentile.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace servesweep::sweep;

namespace {

double percentile_of(std::vector<double> values, double p) {
  return percentile(values, p);
}

/// The definition, over sorted values.
double naive_percentile(std::vector<double> values, double p) {
  std::ranges::sort(values);
  const double rank = (p / 100) * static_cast<double>(values.size() - 1);
  const double low = values[static_cast<std::size_t>(std::floor(rank))];
  const double high = values[static_cast<std::size_t>(std::ceil(rank))];
  return low + (rank - std::floor(rank)) * (high - low);
}

}  // namespace

TEST_CASE("by hand") {
  // Rank of p90 among five values is 3.6: 40 + 0.6·(50 − 40).
  const std::vector<double> values{50, 10, 40, 20, 30};
  CHECK(percentile_of(values, 0) == 10);
  CHECK(percentile_of(values, 50) == 30);
  CHECK(percentile_of(values, 90) == doctest::Approx(46));
  CHECK(percentile_of(values, 100) == 50);
}

TEST_CASE("few values") {
  CHECK(percentile_of({}, 99) == 0);
  CHECK(percentile_of({7}, 99) == 7);
  CHECK(percentile_of({1, 2}, 50) == 1.5);
}

TEST_CASE("unfinished requests count as infinitely slow") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(percentile_of({1, 2, 3, infinity, infinity}, 50) == 3);
  CHECK(percentile_of({1, 2, 3, infinity, infinity}, 60) == infinity);
  CHECK(percentile_of({1, 2, 3, infinity, infinity}, 90) == infinity);
}

TEST_CASE("selection equals the definition over sorted values, to the last bit") {
  std::mt19937_64 random(1);
  for (std::size_t n : {2U, 3U, 10U, 101U, 1000U}) {
    std::vector<double> values(n);
    for (double& value : values) value = static_cast<double>(random() % 5000);  // with ties
    for (const double p : {0.0, 1.0, 33.3, 50.0, 90.0, 95.0, 99.0, 99.9, 100.0}) {
      CHECK(percentile_of(values, p) == naive_percentile(values, p));
    }
  }
}
