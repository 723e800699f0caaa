#include "tests/benchmark/search_problems.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace search_problems_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

sweep::Objectives at(const std::string& problem, const sweep::UnitPoint& x) {
  return search_problem(problem).objectives(x);
}

constexpr double kPi = std::numbers::pi;

/// The hypervolume of a grid of so many points per dimension, ends included.
double grid_hypervolume(const std::string& name, std::size_t side) {
  const SearchProblem& problem = search_problem(name);
  std::size_t count = 1;
  for (std::size_t i = 0; i < problem.dimensions; ++i) count *= side;
  std::vector<sweep::Objectives> points;
  for (std::size_t index = 0; index < count; ++index) {
    sweep::UnitPoint x;
    for (std::size_t i = 0, rest = index; i < problem.dimensions; ++i, rest /= side) {
      x.push_back(static_cast<double>(rest % side) / static_cast<double>(side - 1));
    }
    sweep::Objectives values = problem.objectives(x);
    if (problem.is_feasible(values)) points.push_back(std::move(values));
  }
  return sweep::hypervolume(points, problem.reference);
}

}  // namespace

TEST_CASE("Branin has its published minimum, 0.397887, at three places") {
  for (const auto& [a, b] : {std::pair{-kPi, 12.275}, {kPi, 2.275}, {3 * kPi, 2.475}}) {
    CHECK(at("branin-currin", {(a + 5) / 15, b / 15})[0] ==
          doctest::Approx(0.397887).epsilon(1e-5));
  }
}

TEST_CASE("Currin by hand, and its published maximum") {
  CHECK(at("branin-currin", {0, 0})[1] == 3);
  CHECK(at("branin-currin", {1, 1})[1] == doctest::Approx((1 - std::exp(-0.5)) * 6352 / 624));
  CHECK(at("branin-currin-noisy", {0.216667, 0.02283})[1] ==
        doctest::Approx(13.7987).epsilon(1e-4));
}

TEST_CASE("DTLZ2 by hand: the radius is 1 on the front and 9/4 in a corner of 6 dimensions") {
  CHECK(at("dtlz2", {0, 0.5, 0.5, 0.5, 0.5, 0.5})[0] == 1);
  CHECK(at("dtlz2", {0, 0, 0, 0, 0, 0})[0] == 2.25);
  CHECK(at("dtlz2", {1, 0, 0, 0, 0, 0})[1] == 2.25);
}

TEST_CASE("C2-DTLZ2 forbids what is between the ends and the middle of the front") {
  const SearchProblem& problem = search_problem("c2-dtlz2");
  const double middle = std::sqrt(0.5);
  CHECK(problem.constraint({middle, middle}) == doctest::Approx(-0.08));
  CHECK(problem.constraint({1, 0}) == doctest::Approx(-0.04));
  // At 22.5 degrees: 2 − 2·cos 22.5° − 0.08 = 0.0722 from the middle, 0.1122 from the end.
  const double angle = kPi / 8;
  CHECK(problem.constraint({std::cos(angle), std::sin(angle)}) ==
        doctest::Approx(2 - 2 * std::cos(angle) - 0.08));
  CHECK_FALSE(problem.is_feasible({std::cos(angle), std::sin(angle)}));
  CHECK(problem.is_feasible({0, 1.19}));
  CHECK(search_problem("dtlz2").is_feasible({9, 9}));
}

TEST_CASE("ZDT1 by hand") {
  CHECK(at("zdt1", {0.25, 0, 0, 0, 0, 0}) == sweep::Objectives{0.25, 0.5});
  CHECK(at("zdt1", {0, 1, 1, 1, 1, 1}) == sweep::Objectives{0, 10});
}

TEST_CASE("VehicleSafety with all thicknesses 1: the sums of its coefficients") {
  const sweep::Objectives thin = at("vehicle-safety", {0, 0, 0, 0, 0});
  CHECK(thin[0] == doctest::Approx(1661.7078225).epsilon(1e-12));
  CHECK(thin[1] == doctest::Approx(8.3046).epsilon(1e-12));
  CHECK(thin[2] == doctest::Approx(0.0708).epsilon(1e-12));
}

TEST_CASE("no grid dominates more than the best hypervolume, fine ones nearly as much") {
  const auto check = [](const std::string& name, std::size_t side, double least_share) {
    CAPTURE(name);
    const double share = grid_hypervolume(name, side) / search_problem(name).best_hypervolume;
    CHECK(share <= 1);
    CHECK(share > least_share);
  };
  check("branin-currin", 200, 0.97);
  check("vehicle-safety", 7, 0.95);
  check("c2-dtlz2", 15, 0.7);
  check("zdt1", 5, 0.7);
  check("dtlz2", 5, 0.7);
}

TEST_CASE("the fronts of DTLZ2 and ZDT1 have the hypervolumes of their closed forms") {
  std::vector<sweep::Objectives> circle, root;
  for (int i = 0; i <= 2000; ++i) {
    circle.push_back(at("dtlz2", {i / 2000.0, 0.5, 0.5, 0.5, 0.5, 0.5}));
    root.push_back(at("zdt1", {i / 2000.0, 0, 0, 0, 0, 0}));
  }
  for (const auto& [name, front] : {std::pair{"dtlz2", circle}, {"zdt1", root}}) {
    const SearchProblem& problem = search_problem(name);
    CHECK(sweep::hypervolume(front, problem.reference) ==
          doctest::Approx(problem.best_hypervolume).epsilon(2e-3));
  }
}

}  // namespace search_problems_test
