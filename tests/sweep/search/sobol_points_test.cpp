#include "sweep/search/sobol_points.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

namespace servesweep::sweep::sobol_points_test {
namespace {

std::vector<UnitPoint> first_points(std::size_t dimensions, std::uint64_t seed, int count) {
  SobolPoints points(dimensions, seed);
  std::vector<UnitPoint> result;
  for (int i = 0; i < count; ++i) result.push_back(points.next());
  return result;
}

/// Number of different boxes, of so many intervals per coordinate, that the points are in.
std::size_t boxes(const std::vector<UnitPoint>& points, const std::vector<double>& intervals) {
  std::set<std::vector<double>> seen;
  for (const UnitPoint& point : points) {
    std::vector<double> box;
    for (std::size_t i = 0; i < intervals.size(); ++i) {
      box.push_back(std::floor(point[i] * intervals[i]));
    }
    seen.insert(box);
  }
  return seen.size();
}

}  // namespace

TEST_CASE("the first 64 points divide every coordinate evenly, whatever the scrambling") {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const std::vector<UnitPoint> points = first_points(7, seed, 64);
    for (std::size_t i = 0; i < 7; ++i) {
      std::vector<double> intervals(7, 1);
      intervals[i] = 64;
      CHECK(boxes(points, intervals) == 64);
    }
  }
}

TEST_CASE("the first two coordinates are a (0, m, 2)-net: one point in every elementary box") {
  const std::vector<UnitPoint> points = first_points(2, 5, 64);
  for (const double across : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0}) {
    CHECK(boxes(points, {across, 64 / across}) == 64);
  }
}

TEST_CASE("scrambling makes each point uniform, and seeds differ") {
  // Over seeds the first point, the origin of the plain sequence, is anywhere in the square.
  constexpr int kSeeds = 2000;
  double sum = 0, squares = 0, products = 0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const UnitPoint point = SobolPoints(2, static_cast<std::uint64_t>(seed)).next();
    sum += point[0];
    squares += point[0] * point[0];
    products += (point[0] - 0.5) * (point[1] - 0.5);
  }
  CHECK(std::abs(sum / kSeeds - 0.5) < 4 / std::sqrt(12.0 * kSeeds));
  CHECK(std::abs(squares / kSeeds - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / kSeeds));
  CHECK(std::abs(products / kSeeds) < 4 / 12.0 / std::sqrt(kSeeds));
  CHECK(first_points(3, 1, 2) == first_points(3, 1, 2));
}

TEST_CASE("an integral converges faster than with independent points") {
  // ∫ Π (1 + (x − 1/2)) = 1 over 5 dimensions; independent points have a standard error of
  // √((13/12)⁵ − 1)/√1024 = 0.022.
  double sum = 0;
  for (const UnitPoint& point : first_points(5, 11, 1024)) {
    double product = 1;
    for (const double x : point) product *= 0.5 + x;
    sum += product;
  }
  CHECK(std::abs(sum / 1024 - 1) < 0.002);
}

TEST_CASE("purposes and indices have scramblings of their own") {
  const auto first = [](const char* purpose, std::uint64_t index) {
    return SobolPoints(3, 1, engine::StreamPurpose(purpose), index).next();
  };
  CHECK(first("a", 0) == first("a", 0));
  CHECK(first("a", 0) != first("a", 1));
  CHECK(first("a", 0) != first("b", 0));
}

TEST_CASE("quasi-normal numbers have mean 0 and variance 1") {
  const Eigen::MatrixXd draws = quasi_normal(7, engine::StreamPurpose("test"), 0, 1024, 2);
  CHECK(std::abs(draws.mean()) < 0.002);
  CHECK(draws.squaredNorm() / 2048 == doctest::Approx(1).epsilon(0.01));
}

}  // namespace servesweep::sweep::sobol_points_test
