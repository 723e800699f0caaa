#include "tests/benchmark/search_run.h"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <utility>
#include <vector>

#include "engine/random/stream.h"
#include "tests/benchmark/stopwatch.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kNoise("benchmark.search.noise");

sweep::Observation observe(const SearchProblem& problem, const sweep::Objectives& truth,
                           std::uint64_t seed, sweep::TrialId trial) {
  sweep::Observation seen;
  seen.objectives = truth;
  seen.variances.assign(truth.size(), 0);
  if (problem.constraint != nullptr) seen.constraints = {problem.constraint(truth)};
  engine::Stream stream(seed, kNoise, trial.index());
  boost::random::normal_distribution<> normal;
  for (std::size_t i = 0; i < problem.noise.size(); ++i) {
    seen.objectives[i] += problem.noise[i] * normal(stream);
    seen.variances[i] = problem.noise[i] * problem.noise[i];
  }
  return seen;
}

}  // namespace

SearchRun run_search(const SearchProblem& problem, sweep::Optimiser& optimiser,
                     std::size_t evaluations, std::size_t batch, std::uint64_t seed) {
  SearchRun run;
  std::vector<sweep::Objectives> feasible;
  while (run.evaluations < evaluations) {
    std::vector<sweep::Trial> trials;
    run.proposal_seconds +=
        seconds_of([&] { trials = optimiser.ask(std::min(batch, evaluations - run.evaluations)); });
    if (trials.empty()) break;
    for (const sweep::Trial& trial : trials) {
      sweep::Objectives truth = problem.objectives(trial.x);
      const sweep::Observation seen = observe(problem, truth, seed, trial.id);
      run.proposal_seconds += seconds_of([&] { optimiser.tell(trial, seen); });
      if (problem.is_feasible(truth)) feasible.push_back(std::move(truth));
    }
    run.evaluations += trials.size();
  }
  run.hypervolume = sweep::hypervolume(feasible, problem.reference);
  return run;
}

}  // namespace servesweep::benchmark
