#include "sweep/study/drawn_points.h"

#include <fmt/format.h>

#include <memory>
#include <set>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "sweep/search/latin_hypercube.h"
#include "sweep/search/search_space.h"
#include "sweep/search/sobol_points.h"
#include "sweep/study/random_points.h"
#include "sweep/study/search_seed.h"

namespace servesweep::sweep {
namespace {

constexpr int kMostFruitlessDraws = 10'000;

std::unique_ptr<PointSequence> sequence(SearchMethod method, std::size_t dimensions,
                                        std::size_t points, std::uint64_t seed) {
  if (method == SearchMethod::sobol) return std::make_unique<SobolPoints>(dimensions, seed);
  return std::make_unique<LatinHypercube>(dimensions, points, seed);
}

}  // namespace

std::vector<Point> drawn_points(SearchMethod method, const ParameterSpace& parameters,
                                const std::string& strategy, std::uint64_t seed,
                                std::size_t count) {
  SERVESWEEP_EXPECT(is_drawn(method) && count >= 1);
  if (method == SearchMethod::random) return random_points(parameters, strategy, seed, count);
  std::vector<Point> points = {parameters.default_point()};
  if (parameters.empty() || count == 1) return points;
  const SearchSpace space(parameters);
  const auto draws =
      sequence(method, space.dimensions().size(), count - 1, search_seed(seed, strategy));
  std::set<std::string> earlier = {points.front().json()};
  bool any_allowed = false;
  for (int attempt = 0; points.size() < count && attempt < kMostFruitlessDraws; ++attempt) {
    const UnitPoint position = space.snap(draws->next());
    if (!space.allows(position)) continue;
    any_allowed = true;
    Point point = space.decode(position);
    if (!earlier.insert(point.json()).second) continue;
    points.push_back(std::move(point));
    attempt = 0;
  }
  if (any_allowed) return points;
  throw engine::Problem(fmt::format("strategy {}", strategy),
                        fmt::format("has no {} point", name_of(method)),
                        fmt::format("constraints refuse each of {} draws", kMostFruitlessDraws),
                        "narrow the ranges to where the constraints hold");
}

}  // namespace servesweep::sweep
