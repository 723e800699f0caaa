#include "sweep/search/make_optimiser.h"

#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/bayes_optimiser.h"
#include "sweep/search/cmaes.h"
#include "sweep/search/latin_hypercube.h"
#include "sweep/search/nsga2.h"
#include "sweep/search/random_points.h"
#include "sweep/search/sampler.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {
namespace {

using Made = std::unique_ptr<Optimiser>;

Made sampler(SearchSpace space, std::unique_ptr<PointSequence> points, OptimiserOptions& options) {
  return std::make_unique<Sampler>(
      std::move(space), std::move(points),
      SamplerOptions{.seed = options.seed, .first = std::move(options.first)});
}

/// The first points take the place of as many of the design.
Made latin_hypercube(SearchSpace space, OptimiserOptions& options) {
  const std::size_t first = options.first.size();
  const std::size_t points = options.evaluations > first ? options.evaluations - first : 0;
  auto design = std::make_unique<LatinHypercube>(space.dimensions().size(), points, options.seed);
  return sampler(std::move(space), std::move(design), options);
}

Made nsga2(SearchSpace space, OptimiserOptions& options) {
  Nsga2Options own{.seed = options.seed, .first = std::move(options.first)};
  if (options.population > 0) own.population = options.population;
  return std::make_unique<Nsga2>(std::move(space), std::move(own));
}

}  // namespace

Made make_optimiser(OptimiserMethod method, SearchSpace space, OptimiserOptions options) {
  const std::size_t dimensions = space.dimensions().size();
  switch (method) {
    case OptimiserMethod::random:
      return sampler(std::move(space), std::make_unique<RandomPoints>(dimensions, options.seed),
                     options);
    case OptimiserMethod::sobol:
      return sampler(std::move(space), std::make_unique<SobolPoints>(dimensions, options.seed),
                     options);
    case OptimiserMethod::latin_hypercube:
      return latin_hypercube(std::move(space), options);
    case OptimiserMethod::bayes:
      return std::make_unique<BayesOptimiser>(
          std::move(space), BayesOptions{.seed = options.seed,
                                         .first = std::move(options.first),
                                         .reference = std::move(options.reference)});
    case OptimiserMethod::nsga2:
      return nsga2(std::move(space), options);
    case OptimiserMethod::cmaes:
      return std::make_unique<Cmaes>(std::move(space),
                                     CmaesOptions{.seed = options.seed,
                                                  .first = std::move(options.first),
                                                  .population = options.population});
  }
  SERVESWEEP_EXPECT(false);
  return nullptr;
}

}  // namespace servesweep::sweep
