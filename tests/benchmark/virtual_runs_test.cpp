#include "tests/benchmark/virtual_runs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace virtual_runs_test {

using namespace servesweep;
using namespace servesweep::benchmark;

TEST_CASE("half of the runs take less than 1, and times spread as stated") {
  constexpr std::size_t kRuns = 10000;
  const VirtualRuns runs(search_problem("zdt1"), 0.5, 7);
  std::size_t short_ones = 0;
  double squares = 0;
  for (std::size_t run = 0; run < kRuns; ++run) {
    const double logarithm = std::log(runs.time(run));
    short_ones += logarithm < 0 ? 1 : 0;
    squares += logarithm * logarithm;
  }
  CHECK(std::abs(static_cast<double>(short_ones) / kRuns - 0.5) < 4 * 0.5 / std::sqrt(kRuns));
  CHECK(std::abs(squares / kRuns / 0.25 - 1) < 4 * std::sqrt(2.0 / kRuns));
  CHECK(runs.time(3) == runs.time(3));
  CHECK(runs.time(3) != VirtualRuns(search_problem("zdt1"), 0.5, 8).time(3));
}

TEST_CASE("without noise the truth is seen, and its constraint") {
  const VirtualRuns runs(search_problem("c2-dtlz2"), 0, 1);
  const sweep::Observation seen = runs.observe({1, 0}, 0, 8);
  CHECK(seen.objectives == sweep::Objectives{1, 0});
  CHECK(seen.variances == std::vector<double>{0, 0});
  CHECK(seen.constraints.at(0) == doctest::Approx(-0.04));
  CHECK(runs.observe({1, 0}, 0, 1).variances.empty());
}

TEST_CASE("observations have the problem's noise, and say how much there is") {
  constexpr std::size_t kPoints = 2000, kRuns = 2;
  const SearchProblem& problem = search_problem("branin-currin-noisy");
  const VirtualRuns runs(problem, 0.5, 1);
  for (std::size_t i = 0; i < 2; ++i) {
    double sum = 0, squares = 0, variances = 0;
    for (std::size_t point = 0; point < kPoints; ++point) {
      const sweep::Observation seen = runs.observe({3, -3}, point * kRuns, kRuns);
      const double error = seen.objectives[i] - (i == 0 ? 3 : -3);
      sum += error;
      squares += error * error;
      variances += seen.variances[i];
    }
    const double variance = problem.noise[i] * problem.noise[i];
    CHECK(std::abs(sum / kPoints) < 4 * problem.noise[i] / std::sqrt(kPoints));
    // A variance estimated from two runs has one degree of freedom, as a square has.
    CHECK(std::abs(squares / kPoints / variance - 1) < 4 * std::sqrt(2.0 / kPoints));
    CHECK(std::abs(variances / kPoints / variance - 1) < 4 * std::sqrt(2.0 / kPoints));
  }
}

}  // namespace virtual_runs_test
