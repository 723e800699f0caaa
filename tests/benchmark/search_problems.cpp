#include "tests/benchmark/search_problems.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <numbers>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::benchmark {
namespace {

using sweep::Objectives;
using sweep::UnitPoint;

constexpr double kPi = std::numbers::pi;

double squared(double value) {
  return value * value;
}

/// Horner's rule; the constant comes first.
double polynomial(double x, std::initializer_list<double> coefficients) {
  double value = 0;
  for (auto it = std::rbegin(coefficients); it != std::rend(coefficients); ++it) {
    value = value * x + *it;
  }
  return value;
}

double branin(const UnitPoint& x) {
  const double a = 15 * x[0] - 5;
  const double b = 15 * x[1];
  const double valley = b + a * (5 / kPi - 5.1 / (4 * kPi * kPi) * a) - 6;
  return squared(valley) + 10 * (1 - 1 / (8 * kPi)) * std::cos(a) + 10;
}

double currin(const UnitPoint& x) {
  const double factor = x[1] > 0 ? -std::expm1(-1 / (2 * x[1])) : 1;
  return factor * polynomial(x[0], {60, 2092, 1900, 2300}) / polynomial(x[0], {20, 4, 500, 100});
}

Objectives branin_currin(const UnitPoint& x) {
  return {branin(x), currin(x)};
}

Objectives dtlz2(const UnitPoint& x) {
  double radius = 1;
  for (std::size_t i = 1; i < x.size(); ++i) radius += squared(x[i] - 0.5);
  return {radius * std::cos(kPi / 2 * x[0]), radius * std::sin(kPi / 2 * x[0])};
}

/// Feasible are discs around the ends of the front, (1, 0) and (0, 1), and around its middle.
double outside_discs(const Objectives& f) {
  constexpr double kRadiusSquared = 0.2 * 0.2;
  const double middle = std::numbers::sqrt2 / 2;
  const double at_ends =
      std::min(squared(f[0] - 1) + squared(f[1]), squared(f[0]) + squared(f[1] - 1)) -
      kRadiusSquared;
  // Once per objective, as BoTorch has it, whose published figures we compare with; Deb and Jain
  // subtract it once.
  const double at_middle = squared(f[0] - middle) + squared(f[1] - middle) - 2 * kRadiusSquared;
  return std::min(at_ends, at_middle);
}

Objectives zdt1(const UnitPoint& x) {
  double sum = 0;
  for (std::size_t i = 1; i < x.size(); ++i) sum += x[i];
  const double g = 1 + 9 * sum / static_cast<double>(x.size() - 1);
  return {x[0], g * (1 - std::sqrt(x[0] / g))};
}

Objectives vehicle_safety(const UnitPoint& unit) {
  UnitPoint x;  // thicknesses from 1 to 3
  for (const double one : unit) x.push_back(1 + 2 * one);
  const double mass = 1640.2823 + 2.3573285 * x[0] + 2.3220035 * x[1] + 4.5688768 * x[2] +
                      7.7213633 * x[3] + 4.4559504 * x[4];
  const double acceleration = 6.5856 + 1.15 * x[0] - 1.0427 * x[1] + 0.9738 * x[2] + 0.8364 * x[3] -
                              0.3695 * x[0] * x[3] + 0.0861 * x[0] * x[4] + 0.3628 * x[1] * x[3] -
                              0.1106 * x[0] * x[0] - 0.3437 * x[2] * x[2] + 0.1764 * x[3] * x[3];
  const double intrusion = -0.0551 + 0.0181 * x[0] + 0.1024 * x[1] + 0.0421 * x[2] -
                           0.0073 * x[0] * x[1] + 0.024 * x[1] * x[2] - 0.0118 * x[1] * x[3] -
                           0.0204 * x[2] * x[3] - 0.008 * x[2] * x[4] - 0.0241 * x[1] * x[1] +
                           0.0109 * x[3] * x[3];
  return {mass, acceleration, intrusion};
}

std::vector<SearchProblem> make_problems() {
  SearchProblem quiet{.name = "branin-currin",
                      .dimensions = 2,
                      .reference = {18, 6},
                      .best_hypervolume = 59.36011874867746,
                      .batch = 4,
                      .objectives = branin_currin};
  SearchProblem noisy = quiet;
  noisy.name = "branin-currin-noisy";
  noisy.noise = {15.19, 0.63};
  return {quiet,
          noisy,
          {.name = "c2-dtlz2",
           .dimensions = 4,
           .reference = {1.1, 1.1},
           .best_hypervolume = 0.3996406303723544,
           .batch = 2,
           .objectives = dtlz2,
           .constraint = outside_discs},
          {.name = "dtlz2",
           .dimensions = 6,
           .reference = {1.1, 1.1},
           .best_hypervolume = 1.21 - kPi / 4,
           .objectives = dtlz2},
          {.name = "zdt1",
           .dimensions = 6,
           .reference = {1.1, 1.1},
           .best_hypervolume = 1.21 - 1.0 / 3,
           .objectives = zdt1},
          {.name = "vehicle-safety",
           .dimensions = 5,
           .reference = {1864.72022, 11.81993945, 0.2903999384},
           .best_hypervolume = 246.81607081187002,
           .objectives = vehicle_safety}};
}

}  // namespace

sweep::SearchSpace SearchProblem::space() const {
  std::vector<sweep::Dimension> all;
  for (std::size_t i = 0; i < dimensions; ++i) {
    all.push_back(sweep::Dimension::real("x" + std::to_string(i + 1)));
  }
  return sweep::SearchSpace(std::move(all));
}

bool SearchProblem::is_feasible(const Objectives& values) const {
  return constraint == nullptr || constraint(values) <= 0;
}

const std::vector<SearchProblem>& search_problems() {
  static const std::vector<SearchProblem> problems = make_problems();
  return problems;
}

std::vector<std::string> search_problem_names() {
  std::vector<std::string> names;
  for (const SearchProblem& problem : search_problems()) names.push_back(problem.name);
  return names;
}

const SearchProblem& search_problem(const std::string& name) {
  const auto found = std::ranges::find(search_problems(), name, &SearchProblem::name);
  SERVESWEEP_EXPECT(found != search_problems().end());
  return *found;
}

}  // namespace servesweep::benchmark
