#include "tests/benchmark/pace_trials.h"

#include <memory>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/make_optimiser.h"
#include "sweep/tuning/make_tuners.h"
#include "sweep/tuning/optimiser_tuner.h"

namespace servesweep::benchmark {
namespace {

/// As make_tuners() makes it for a study; there is no default point.
std::unique_ptr<sweep::Tuner> make_tuner(const PaceCase& what, sweep::Pace pace,
                                         std::uint64_t seed) {
  sweep::SearchSpace space = what.problem->space();
  const std::size_t population =
      what.population > 0 ? what.population
                          : sweep::population_at(what.method, space.dimensions().size(), pace);
  auto optimiser = sweep::make_optimiser(
      what.method, space, {.seed = seed, .population = population, .evaluations = what.points});
  return std::make_unique<sweep::OptimiserTuner>(
      std::move(space), std::move(optimiser),
      sweep::OptimiserTuner::Limits{
          .points = what.points, .seeds = what.runs_per_point, .generation = pace.generation});
}

}  // namespace

PaceTrials try_pace(const PaceCase& what, sweep::Pace pace) {
  PaceTrials trials;
  for (std::uint64_t seed = 0; seed < what.searches; ++seed) {
    VirtualLoad load = what.load;
    load.seed = seed;
    const VirtualSearch search =
        run_virtual_search(*what.problem, make_tuner(what, pace, seed), pace, load);
    trials.hypervolumes.push_back(search.hypervolume);
    trials.busy.push_back(search.busy);
    trials.busy_deciding.push_back(search.busy_deciding);
    trials.times.push_back(search.time);
    trials.thinking.push_back(search.thinking_time / search.time);
    trials.evaluations += search.evaluations;
    trials.decisions += search.history.size();
    trials.runs += search.runs;
    trials.distinct_runs += search.distinct_runs;
  }
  return trials;
}

sweep::MeanInterval relative_to(const std::vector<double>& reference,
                                const std::vector<double>& values) {
  SERVESWEEP_EXPECT(reference.size() == values.size());
  std::vector<double> differences;
  for (std::size_t i = 0; i < values.size(); ++i) differences.push_back(values[i] - reference[i]);
  const double unit = sweep::mean_interval(reference).mean;
  sweep::MeanInterval result = sweep::mean_interval(differences);
  result.mean = 1 + result.mean / unit;
  result.half_width /= unit;
  return result;
}

}  // namespace servesweep::benchmark
