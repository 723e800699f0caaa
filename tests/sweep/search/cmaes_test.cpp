#include "sweep/search/cmaes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

namespace servesweep::sweep::cmaes_test {
namespace {

using Function = std::function<double(const UnitPoint&)>;

SearchSpace cube(std::size_t dimensions, SearchSpace::Predicate allowed = {}) {
  return SearchSpace(std::vector<Dimension>(dimensions, Dimension::real("x")), std::move(allowed));
}

/// All points of a search in generations of the usual size, asked for in pieces and told last
/// first.
std::vector<UnitPoint> search(Cmaes& optimiser, std::size_t generation, std::size_t evaluations,
                              std::size_t piece,
                              const std::function<Observation(const UnitPoint&)>& evaluate) {
  std::vector<UnitPoint> points;
  while (points.size() < evaluations) {
    std::vector<Trial> pending;
    while (pending.size() < generation) {
      const std::vector<Trial> trials = optimiser.ask(std::min(piece, generation - pending.size()));
      if (trials.empty()) break;
      for (const Trial& trial : trials) pending.push_back(trial);
    }
    if (pending.empty()) break;
    for (const Trial& trial : pending) points.push_back(trial.x);
    for (; !pending.empty(); pending.pop_back()) {
      optimiser.tell(pending.back(), evaluate(pending.back().x));
    }
  }
  return points;
}

std::size_t usual_generation(std::size_t dimensions) {
  return 4 + static_cast<std::size_t>(3 * std::log(static_cast<double>(dimensions)));
}

/// The lowest value after so many evaluations, the worst of three seeds.
double lowest(const SearchSpace& space, std::size_t evaluations, const Function& function) {
  double worst = 0;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    Cmaes optimiser(space, {.seed = seed});
    double best = std::numeric_limits<double>::infinity();
    const std::size_t generation = usual_generation(space.dimensions().size());
    search(optimiser, generation, evaluations, generation, [&](const UnitPoint& x) {
      best = std::min(best, function(x));
      return Observation{{function(x)}, {}, {}};
    });
    worst = std::max(worst, best);
  }
  return worst;
}

double sphere(const UnitPoint& x) {
  double sum = 0;
  for (const double one : x) sum += (one - 0.2) * (one - 0.2);
  return sum;
}

/// Axes of length 1 to 1,000, so curvatures up to 10⁶.
double ellipsoid(const UnitPoint& x) {
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(x.size() - 1);
    sum += std::pow(1e6, share) * (x[i] - 0.3) * (x[i] - 0.3);
  }
  return sum;
}

/// On [−2, 2], lowest, 0, at 1: at 3/4 of the cube.
double rosenbrock(const UnitPoint& x) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    const double a = 4 * x[i] - 2, b = 4 * x[i + 1] - 2;
    sum += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a);
  }
  return sum;
}

/// Many local minima, the lowest, 0, at 0.6.
double rastrigin(const UnitPoint& x) {
  double sum = 0;
  for (const double one : x) {
    const double t = 8 * (one - 0.6);
    sum += t * t + 10 * (1 - std::cos(2 * 3.14159265358979 * t));
  }
  return sum;
}

}  // namespace

TEST_CASE("the minima of the sphere, the ellipsoid and Rosenbrock's valley are found") {
  CHECK(lowest(cube(6), 1000, sphere) < 1e-8);
  CHECK(lowest(cube(5), 2500, ellipsoid) < 1e-6);
  CHECK(lowest(cube(4), 2500, rosenbrock) < 1e-6);
}

TEST_CASE("with many points under way the minimum is found as well, in the same way each time") {
  const auto lowest_of = [](std::size_t under_way) {
    Cmaes optimiser(cube(4), {.seed = 1});
    double best = std::numeric_limits<double>::infinity();
    std::vector<Trial> pending = optimiser.ask(under_way);
    for (int done = 0; done < 1500; ++done) {
      Trial& next = pending[pending.size() / 2];
      best = std::min(best, sphere(next.x));
      optimiser.tell(next, {{sphere(next.x)}, {}, {}});
      next = optimiser.ask(1).at(0);
    }
    return best;
  };
  CHECK(lowest_of(24) < 1e-6);
  CHECK(lowest_of(24) == lowest_of(24));
}

TEST_CASE("restarts with more points leave local minima") {
  CHECK(lowest(cube(2), 4000, rastrigin) < 1e-3);
}

TEST_CASE("ordered values and categories: the best cell is found, on a logarithmic range too") {
  const SearchSpace space({Dimension::real("x"),
                           Dimension::integer("n", {.low = 1, .high = 4096, .scale = Scale::log}),
                           Dimension::categorical("c", 4)});
  CHECK(lowest(space, 500, [&](const UnitPoint& x) {
          const std::vector<double> values = space.values(x);
          return std::abs(values[0] - 0.7) + std::abs(std::log2(values[1]) - 3) +
                 (values[2] == 2 ? 0 : 1);
        }) < 1e-3);  // at 0.7, 8 and the third category
}

TEST_CASE("forbidden points are not proposed, broken constraints are avoided") {
  const SearchSpace space = cube(2, [](const UnitPoint& x) { return x[0] >= 0.4; });
  Cmaes optimiser(space, {.seed = 1});
  double best = 1;
  for (const UnitPoint& x : search(optimiser, 6, 300, 6, [](const UnitPoint& at) {
         return Observation{{sphere(at)}, {}, {0.5 - at[1]}};
       })) {
    CHECK(x[0] >= 0.4);
    if (x[1] >= 0.5) best = std::min(best, sphere(x));
  }
  CHECK(best < 0.13 + 1e-3);  // at (0.4, 0.5): 0.04 + 0.09
}

TEST_CASE("it begins around the first point, which comes first") {
  Cmaes optimiser(cube(2), {.seed = 1, .first = {{0.9, 0.1}, {0.8, 0.2}}, .population = 40});
  const std::vector<Trial> trials = optimiser.ask(40);
  REQUIRE(trials.size() == 40);
  CHECK(trials[0].x == UnitPoint{0.9, 0.1});
  CHECK(trials[1].x == UnitPoint{0.8, 0.2});
  double sum = 0;
  for (const Trial& trial : trials) sum += trial.x[0];
  CHECK(sum / 40 > 0.6);  // reflected at 1, the mean is 0.75, its standard error 0.03
}

TEST_CASE("batch and order of telling make no difference, the seed does; failures are survived") {
  const auto evaluate = [](const UnitPoint& x) {
    Observation seen{{sphere(x)}, {}, {}};
    seen.failed = x[1] > 0.7;
    return seen;
  };
  Cmaes one(cube(2), {.seed = 1}), other(cube(2), {.seed = 1}), seeded(cube(2), {.seed = 2});
  const std::vector<UnitPoint> points = search(one, 6, 100, 1, evaluate);
  CHECK(points == search(other, 6, 100, 5, evaluate));
  CHECK(points != search(seeded, 6, 100, 1, evaluate));
}

TEST_CASE("no point is proposed twice, and a small space is exhausted") {
  const SearchSpace space(
      {Dimension::integer("n", {.low = 1, .high = 12}), Dimension::categorical("c", 5)});
  Cmaes optimiser(space, {.seed = 3});
  std::set<std::vector<double>> seen;
  for (const UnitPoint& x : search(optimiser, 6, 1000, 6, [](const UnitPoint& at) {
         return Observation{{sphere(at)}, {}, {}};
       })) {
    CHECK(x == space.snap(x));
    CHECK(seen.insert(space.values(x)).second);
  }
  CHECK(seen.size() == 60);
  CHECK(optimiser.ask(1).empty());
}

TEST_CASE("categories only, or nothing at all, can be searched too") {
  Cmaes words(SearchSpace({Dimension::categorical("c", 3)}), {.seed = 1});
  CHECK(words.ask(9).size() == 3);
  Cmaes nothing(SearchSpace(std::vector<Dimension>{}), {.seed = 1});
  CHECK(nothing.ask(9).size() == 1);
}

}  // namespace servesweep::sweep::cmaes_test
