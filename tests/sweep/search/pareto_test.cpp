#include "sweep/search/pareto.h"

#include <doctest/doctest.h>

#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <limits>

#include "engine/random/stream.h"

namespace servesweep::sweep::pareto_test {
namespace {

using Places = std::vector<std::size_t>;

std::vector<Objectives> random_points(std::size_t count, std::size_t objectives) {
  engine::Stream stream(3, engine::StreamPurpose("test.pareto"), count);
  std::vector<Objectives> points(count, Objectives(objectives));
  for (Objectives& point : points) {
    for (double& value : point) value = boost::random::uniform_01<double>{}(stream);
  }
  return points;
}

}  // namespace

TEST_CASE("layers by hand, equal points together") {
  //                                  0       1       2       3       4       5
  const std::vector<Objectives> points{{1, 4}, {2, 2}, {4, 1}, {3, 3}, {2, 2}, {4, 4}};
  CHECK(pareto_layers(points) == std::vector<Places>{{0, 1, 2, 4}, {3}, {5}});
  CHECK(pareto_front(points) == Places{0, 1, 2, 4});
  CHECK(pareto_front({}).empty());
  CHECK(pareto_front({{7, 7}}) == Places{0});
}

TEST_CASE("with one objective the layers are its values") {
  CHECK(pareto_layers({{3}, {1}, {2}, {1}}) == std::vector<Places>{{1, 3}, {2}, {0}});
}

TEST_CASE("the front is what the naive way finds") {
  const std::vector<Objectives> points = random_points(60, 3);
  Places naive;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool dominated = false;
    for (const Objectives& other : points) {
      bool nowhere_worse = true;
      for (std::size_t k = 0; k < 3; ++k) nowhere_worse &= other[k] <= points[i][k];
      dominated |= nowhere_worse && other != points[i];
    }
    if (!dominated) naive.push_back(i);
  }
  CHECK(pareto_front(points) == naive);
}

TEST_CASE("crowding by hand") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  // Extents 4 and 8: of the second (2 − 0)/4 + (8 − 2)/8, of the third (4 − 1)/4 + (5 − 0)/8.
  const std::vector<double> distances = crowding_distances({{0, 8}, {1, 5}, {2, 2}, {4, 0}});
  CHECK(distances == std::vector{kInfinity, 1.25, 1.375, kInfinity});
  CHECK(crowding_distances({{1, 1}, {1, 1}, {1, 1}}) == std::vector<double>(3, 0));
  CHECK(crowding_distances({{1, 2}, {2, 1}}) == std::vector(2, kInfinity));
  // The third objective, equal everywhere, changes nothing.
  CHECK(crowding_distances({{0, 8, 3}, {1, 5, 3}, {2, 2, 3}, {4, 0, 3}}) == distances);
}

TEST_CASE("hypervolumes by hand, what is not below the reference left out") {
  CHECK(hypervolume({{1, 3}, {2, 2}, {3, 1}}, {4, 4}) == 6);
  CHECK(hypervolume({{1, 3}, {2, 2}, {3, 1}, {5, 0}, {0, 4}, {3, 3}}, {4, 4}) == 6);
  CHECK(hypervolume({{4, 1}}, {4, 4}) == 0);
  CHECK(hypervolume({}, {4, 4}) == 0);
  CHECK(hypervolume({{1, 1, 1}, {0, 0, 2}}, {2, 2, 3}) == 5);  // 2 + 4 − 1 shared
  CHECK(hypervolume({{3}, {1}}, {4}) == 3);
}

TEST_CASE("the hypervolume of random points is the share of the box that they dominate") {
  for (const std::size_t objectives : {2U, 3U, 4U}) {
    const std::vector<Objectives> points = random_points(12, objectives);
    const std::vector<Objectives> samples = random_points(20'000, objectives);
    int dominated = 0;
    for (const Objectives& sample : samples) {
      for (const Objectives& point : points) {
        bool below = true;
        for (std::size_t k = 0; k < objectives; ++k) below &= point[k] <= sample[k];
        if (below) {
          ++dominated;
          break;
        }
      }
    }
    const double share = dominated / 20'000.0;
    // Four standard deviations of the binomial.
    CHECK(std::abs(hypervolume(points, Objectives(objectives, 1)) - share) <
          4 * std::sqrt(share * (1 - share) / 20'000));
  }
}

TEST_CASE("the closed form of a quarter circle") {
  // Points on the front of DTLZ2 below (1.1, 1.1): 1.21 − π/4 in the limit of many.
  std::vector<Objectives> arc;
  constexpr int kPoints = 4001;
  for (int i = 0; i < kPoints; ++i) {
    const double angle = std::acos(0.0) * i / (kPoints - 1);
    arc.push_back({std::cos(angle), std::sin(angle)});
  }
  CHECK(hypervolume(arc, {1.1, 1.1}) == doctest::Approx(1.21 - std::acos(-1.0) / 4).epsilon(1e-3));
}

}  // namespace servesweep::sweep::pareto_test
