#include "sweep/search/make_optimiser.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

namespace servesweep::sweep::make_optimiser_test {
namespace {

const SearchSpace kSpace({Dimension::real("x"),
                          Dimension::integer("n", {.low = 1, .high = 64, .scale = Scale::log}),
                          Dimension::categorical("c", 3)},
                         [](const UnitPoint& x) { return x[0] + x[1] < 1.5; });

OptimiserMethod method_named(const std::string& name) {
  return *optimiser_method_named(name);
}

/// All proposals of a search; generations make it ask for less than it wants.
std::vector<UnitPoint> points_of(Optimiser& optimiser, std::size_t count) {
  std::vector<UnitPoint> points;
  while (points.size() < count) {
    const std::vector<Trial> trials =
        optimiser.ask(std::min<std::size_t>(3, count - points.size()));
    if (trials.empty()) break;
    for (const Trial& trial : trials) {
      points.push_back(trial.x);
      optimiser.tell(trial, {{trial.x[0], 1 - trial.x[0] * trial.x[1]}, {}, {}});
    }
  }
  return points;
}

}  // namespace

TEST_CASE("every method proposes the first points first, then allowed ones, none twice") {
  for (const std::string& name : optimiser_method_names()) {
    CAPTURE(name);
    const UnitPoint first = kSpace.snap({0.25, 0.9, 0.5}), second = kSpace.snap({0.75, 0.3, 0.9});
    const OptimiserOptions options{
        .seed = 3, .first = {first, {0.9, 0.9, 0.1}, second}, .evaluations = 20};
    const auto optimiser = make_optimiser(method_named(name), kSpace, options);
    const std::vector<UnitPoint> points = points_of(*optimiser, 20);
    REQUIRE(points.size() == 20);
    CHECK(points[0] == first);
    CHECK(points[1] == second);
    for (const UnitPoint& x : points) {
      CHECK(kSpace.allows(x));
      CHECK(kSpace.snap(x) == x);
    }
    CHECK(std::set<UnitPoint>(points.begin(), points.end()).size() == 20);
    const auto again = make_optimiser(method_named(name), kSpace, options);
    CHECK(points_of(*again, 20) == points);
    const auto other = make_optimiser(method_named(name), kSpace, {.seed = 4});
    CHECK(points_of(*other, 20) != points);
  }
}

TEST_CASE("methods are what they are called") {
  const SearchSpace line({Dimension::real("x")});
  const auto intervals = [&](OptimiserMethod method, std::size_t count) {
    const auto optimiser = make_optimiser(method, line, {.seed = 1, .evaluations = count});
    std::set<std::size_t> hit;
    for (const Trial& trial : optimiser->ask(count)) {
      hit.insert(static_cast<std::size_t>(trial.x[0] * static_cast<double>(count)));
    }
    return hit.size();
  };
  CHECK(intervals(OptimiserMethod::random, 20) < 20);
  CHECK(intervals(OptimiserMethod::latin_hypercube, 20) == 20);
  CHECK(intervals(OptimiserMethod::sobol, 16) == 16);
  // The second half of a generation of 12 knows nothing of the first, a second generation of 6
  // does.
  const auto xs_of = [](const std::vector<Trial>& trials) {
    std::vector<double> xs;
    for (const Trial& trial : trials) xs.push_back(trial.x[0]);
    return xs;
  };
  const auto second_six = [&](OptimiserMethod method, std::size_t population) {
    const auto optimiser = make_optimiser(method, line, {.population = population});
    for (const Trial& trial : optimiser->ask(6)) optimiser->tell(trial, {{trial.x[0]}, {}, {}});
    return xs_of(optimiser->ask(6));
  };
  for (const OptimiserMethod method : {OptimiserMethod::nsga2, OptimiserMethod::cmaes}) {
    const auto whole = make_optimiser(method, line, {.population = 12});
    CHECK(whole->ask(6).size() == 6);
    const auto rest = xs_of(whole->ask(6));
    CHECK(second_six(method, 12) == rest);
    CHECK(second_six(method, 6) != rest);
  }
}

}  // namespace servesweep::sweep::make_optimiser_test
