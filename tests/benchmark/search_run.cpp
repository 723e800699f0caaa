#include "tests/benchmark/search_run.h"

#include <algorithm>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <ctime>
#include <utility>
#include <vector>

#include "engine/random/stream.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kNoise("benchmark.search.noise");
constexpr engine::StreamPurpose kDuration("benchmark.search.duration");

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

/// Processor time, which other work on the machine does not lengthen.
template <class Work>
double cpu_seconds_of(Work&& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// A trial under way, and when it will be done.
struct Running {
  double end;
  sweep::Trial trial;
};

/// A log-normal time of median 1, or 1 if all of them are waited for anyway.
double duration_of(bool is_random, std::uint64_t seed, sweep::TrialId trial) {
  if (!is_random) return 1;
  engine::Stream stream(seed, kDuration, trial.index());
  return boost::random::lognormal_distribution<>(0, 0.5)(stream);
}

/// Takes out the one that is done first; of those done at once, the one asked for first.
Running first_done(std::vector<Running>& running) {
  const auto first = std::ranges::min_element(running, {}, &Running::end);
  Running done = std::move(*first);
  running.erase(first);
  return done;
}

}  // namespace

SearchRun run_search(const SearchProblem& problem, sweep::Optimiser& optimiser,
                     const SearchBudget& budget, std::uint64_t seed) {
  SearchRun run;
  std::vector<sweep::Objectives> feasible;
  std::vector<Running> running;
  const bool is_steady = budget.pending > budget.batch;
  double now = 0;
  const auto ask = [&](std::size_t count) {
    std::vector<sweep::Trial> trials;
    const double seconds = cpu_seconds_of([&] { trials = optimiser.ask(count); });
    for (sweep::Trial& trial : trials) {
      run.costs.push_back({run.evaluations, seconds / static_cast<double>(trials.size())});
      const double time = duration_of(is_steady, seed, trial.id);
      running.push_back({now + time, std::move(trial)});
    }
    run.proposal_seconds += seconds;
    return !trials.empty();
  };
  while (run.evaluations < budget.evaluations) {
    const std::size_t left = budget.evaluations - run.evaluations - running.size();
    const bool may_ask = is_steady ? running.size() < budget.pending : running.empty();
    if (left > 0 && may_ask && ask(std::min(budget.batch, left)) && is_steady) continue;
    if (running.empty()) break;
    const Running done = first_done(running);
    now = done.end;
    sweep::Objectives truth = problem.objectives(done.trial.x);
    const sweep::Observation seen = observe(problem, truth, seed, done.trial.id);
    const double seconds = cpu_seconds_of([&] { optimiser.tell(done.trial, seen); });
    run.costs[run.evaluations++].seconds += seconds;
    run.proposal_seconds += seconds;
    if (problem.is_feasible(truth)) feasible.push_back(std::move(truth));
  }
  run.hypervolume = sweep::hypervolume(feasible, problem.reference);
  return run;
}

}  // namespace servesweep::benchmark
