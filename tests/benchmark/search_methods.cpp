#include "tests/benchmark/search_methods.h"

#include "engine/base/contract.h"
#include "sweep/search/bayes_optimiser.h"
#include "sweep/search/latin_hypercube.h"
#include "sweep/search/nsga2.h"
#include "sweep/search/random_points.h"
#include "sweep/search/sampler.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::benchmark {
namespace {

using Optimiser = std::unique_ptr<sweep::Optimiser>;

struct Method {
  const char *name;
  Optimiser (*make)(const SearchProblem &problem, std::size_t evaluations,
                    std::uint64_t seed);
};

template <class Points, class... Sizes>
Optimiser sampler(const SearchProblem &problem, std::uint64_t seed,
                  Sizes... sizes) {
  return std::make_unique<sweep::Sampler>(
      problem.space(),
      std::make_unique<Points>(problem.dimensions, sizes..., seed),
      sweep::SamplerOptions{.seed = seed});
}

/// One line per method.
const std::vector<Method> kMethods = {
    {"random",
     [](const SearchProblem &problem, std::size_t, std::uint64_t seed) {
       return sampler<sweep::RandomPoints>(problem, seed);
     }},
    {"sobol",
     [](const SearchProblem &problem, std::size_t, std::uint64_t seed) {
       return sampler<sweep::SobolPoints>(problem, seed);
     }},
    {"latin-hypercube",
     [](const SearchProblem &problem, std::size_t evaluations,
        std::uint64_t seed) {
       return sampler<sweep::LatinHypercube>(problem, seed, evaluations);
     }},
    {"nsga2",
     [](const SearchProblem &problem, std::size_t,
        std::uint64_t seed) -> Optimiser {
       return std::make_unique<sweep::Nsga2>(problem.space(),
                                             sweep::Nsga2Options{.seed = seed});
     }},
    {"bayes",
     [](const SearchProblem &problem, std::size_t,
        std::uint64_t seed) -> Optimiser {
       return std::make_unique<sweep::BayesOptimiser>(
           problem.space(),
           sweep::BayesOptions{.seed = seed, .reference = problem.reference});
     }},
};

} // namespace

std::vector<std::string> search_method_names() {
  std::vector<std::string> names;
  for (const Method &method : kMethods)
    names.emplace_back(method.name);
  return names;
}

Optimiser make_search_method(const std::string &name,
                             const SearchProblem &problem,
                             std::size_t evaluations, std::uint64_t seed) {
  for (const Method &method : kMethods) {
    if (method.name == name)
      return method.make(problem, evaluations, seed);
  }
  SERVESWEEP_EXPECT(false);
  return nullptr;
}

} // namespace servesweep::benchmark
