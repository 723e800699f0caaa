#include "sweep/tuning/make_tuners.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"
#include "sweep/search/make_optimiser.h"
#include "sweep/study/drawn_points.h"
#include "sweep/study/search_seed.h"
#include "sweep/tuning/optimiser_tuner.h"
#include "sweep/tuning/race_tuner.h"

namespace servesweep::sweep {
namespace {

/// Few enough to learn from most points, enough to share out over the threads of a machine.
constexpr std::size_t kBayesGeneration = 4;
constexpr std::size_t kNsga2Population = 20;

OptimiserMethod optimiser_of(SearchMethod method) {
  if (method == SearchMethod::bayes) return OptimiserMethod::bayes;
  if (method == SearchMethod::nsga2) return OptimiserMethod::nsga2;
  SERVESWEEP_EXPECT(method == SearchMethod::cmaes);
  return OptimiserMethod::cmaes;
}

/// Hansen's default for CMA-ES, 4 + 3 ln n.
std::size_t usual_generation(OptimiserMethod method, std::size_t dimensions) {
  if (method == OptimiserMethod::nsga2) return kNsga2Population;
  if (method != OptimiserMethod::cmaes) return kBayesGeneration;
  return 4 + static_cast<std::size_t>(3 * std::log(static_cast<double>(dimensions)));
}

std::unique_ptr<Tuner> race(const std::vector<Point>& points, const RaceOptions& options) {
  return std::make_unique<RaceTuner>(points, options);
}

std::unique_ptr<Tuner> make_tuner(const Study& study, SearchMethod method,
                                  const StrategyTemplate& strategy) {
  const Search& search = study.search();
  const std::size_t seeds = study.seeds().size();
  const ParameterSpace& parameters = strategy.space();
  if (parameters.empty()) {
    return race({parameters.default_point()}, {.seeds = seeds, .first_seeds = seeds});
  }
  if (method == SearchMethod::race) {
    return race(
        drawn_points(SearchMethod::sobol, parameters, strategy.name(), search.seed, search.points),
        {.seeds = seeds,
         .first_seeds = search.first_seeds,
         .keep = search.keep,
         .horizon = search.horizon});
  }
  SearchSpace space(parameters);
  const OptimiserMethod led_by = optimiser_of(method);
  const std::size_t dimensions = space.dimensions().size();
  const std::size_t generation =
      search.generation > 0 ? search.generation : usual_generation(led_by, dimensions);
  auto optimiser =
      make_optimiser(led_by, space,
                     {.seed = search_seed(search.seed, strategy.name()),
                      .first = {space.encode(parameters.default_point())},
                      .population = population_at(led_by, dimensions, pace_of(search))});
  return std::make_unique<OptimiserTuner>(
      std::move(space), std::move(optimiser),
      OptimiserTuner::Limits{.points = search.points, .seeds = seeds, .generation = generation});
}

}  // namespace

std::vector<std::unique_ptr<Tuner>> make_tuners(const Study& study, SearchMethod method) {
  SERVESWEEP_EXPECT(learns(method) && method != SearchMethod::automatic);
  std::vector<std::unique_ptr<Tuner>> tuners(1);
  for (std::size_t i = 1; i < study.strategies().size(); ++i) {
    tuners.push_back(make_tuner(study, method, study.strategies()[i]));
  }
  return tuners;
}

std::size_t population_at(OptimiserMethod method, std::size_t dimensions, const Pace& pace) {
  const std::size_t usual = usual_generation(method, dimensions);
  const std::size_t together = pace.generation > 0 ? pace.generation : usual;
  if (pace.asynchronous == 0 && pace.ahead == 0) return together;
  if (method == OptimiserMethod::nsga2) return std::max(usual, pace.generation);
  const std::size_t under_way =
      pace.asynchronous > 0 ? pace.asynchronous : together * (pace.ahead + 1);
  return method == OptimiserMethod::cmaes ? std::max(usual, 3 * under_way / 4) : together;
}

Pace pace_of(const Search& search) {
  return {
      .generation = search.generation, .ahead = search.ahead, .asynchronous = search.asynchronous};
}

}  // namespace servesweep::sweep
