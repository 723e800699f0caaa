#include "sweep/report/empirical_curve.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace servesweep::sweep::empirical_curve_test {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// 1, 2, … count ms, the slowest first.
std::vector<double> rising(std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.rbegin(), values.rend(), 1.0);
  return values;
}

}  // namespace

TEST_CASE("a short distribution is shown value by value, equal ones once") {
  const auto points = empirical_curve({4, 1, 2, 2}, 10);
  REQUIRE(points.size() == 3);
  CHECK(points[0].x == 1);
  CHECK(points[0].y == 25);
  CHECK(points[1].x == 2);
  CHECK(points[1].y == 75);
  CHECK(points[2].x == 4);
  CHECK(points[2].y == 100);
  CHECK(empirical_curve({}, 10).empty());
}

TEST_CASE("requests that were not served keep the curve below the top") {
  const auto points = empirical_curve({kNever, 3, 1, kNever}, 10);
  REQUIRE(points.size() == 2);
  CHECK(points.back().x == 3);
  CHECK(points.back().y == 50);
  CHECK(empirical_curve({kNever}, 10).empty());
}

TEST_CASE("a long distribution of few values keeps all of them, with the share up to each") {
  std::vector<double> values(3'000, 2.0);
  std::fill_n(values.begin(), 2'889, 1.0);
  const auto points = empirical_curve(values, 200);
  REQUIRE(points.size() == 2);
  CHECK(points[0].x == 1);
  CHECK(points[0].y == doctest::Approx(96.3));
  CHECK(points[1].x == 2);
  CHECK(points[1].y == 100);
}

TEST_CASE("a long distribution is thinned, and keeps its ends and its tail") {
  constexpr std::size_t kCount = 100'000, kMost = 200;
  const auto points = empirical_curve(rising(kCount), kMost);
  CHECK(points.size() <= kMost);
  CHECK(points.size() > kMost / 2);
  CHECK(points.front().x == 1);
  CHECK(points.back().x == kCount);
  CHECK(points.back().y == 100);
  std::size_t beyond_p99 = 0, beyond_p999 = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(points[i].y == doctest::Approx(100 * points[i].x / kCount));  // on the curve itself
    if (i > 0) CHECK(points[i].x > points[i - 1].x);
    beyond_p99 += points[i].y > 99 ? 1 : 0;
    beyond_p999 += points[i].y > 99.9 ? 1 : 0;
  }
  CHECK(beyond_p99 > 40);
  CHECK(beyond_p999 > 20);
}

}  // namespace servesweep::sweep::empirical_curve_test
