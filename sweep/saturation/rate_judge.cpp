#include "sweep/saturation/rate_judge.h"

#include <tbb/parallel_for.h>

#include <algorithm>

namespace servesweep::sweep {
namespace {

engine::Simulator simulator_of(engine::Scenario scenario) {
  scenario.horizon_us = engine::kForever;
  engine::Simulator simulator;
  simulator.configure(scenario);
  return simulator;
}

std::vector<std::uint64_t> continued(std::vector<std::uint64_t> seeds, std::size_t count) {
  std::uint64_t next = *std::ranges::max_element(seeds) + 1;
  while (seeds.size() < count) seeds.push_back(next++);
  seeds.resize(count);
  return seeds;
}

/// 4, 8, 16 … and the most.
int count_looks(std::size_t most_seeds) {
  int looks = 1;
  for (std::size_t seeds = RateJudge::kFirstSeeds; seeds < most_seeds; seeds *= 2) ++looks;
  return looks;
}

RateTrial trial_of(double scale, const std::vector<LoadMeasure>& measures) {
  RateTrial trial;
  trial.scale = scale;
  trial.seeds = measures.size();
  for (const LoadMeasure& measure : measures) {
    trial.requests = std::max(trial.requests, measure.requests);
    trial.rate_per_s += measure.rate_per_s / static_cast<double>(measures.size());
    trial.arrival_s += measure.arrival_s / static_cast<double>(measures.size());
    trial.stay_s += measure.stay_s / static_cast<double>(measures.size());
  }
  return trial;
}

}  // namespace

RateJudge::RateJudge(const engine::Scenario& scenario, const std::vector<std::uint64_t>& seeds,
                     const SaturationOptions& options)
    : rule_(options.rule),
      seeds_(continued(seeds, options.most_seeds)),
      parallelism_(tbb::global_control::max_allowed_parallelism,
                   static_cast<std::size_t>(options.threads)),
      arena_(options.threads),
      simulators_([scenario] { return simulator_of(scenario); }) {
  rule_.looks = count_looks(options.most_seeds);
}

RateTrial RateJudge::judge(const WorkloadFile& workload, double scale) {
  const WorkloadFile scaled = workload.at_rate(scale);
  std::vector<LoadMeasure> measures;
  SustainabilityVerdict verdict;
  for (std::size_t count = kFirstSeeds; measures.size() < seeds_.size(); count *= 2) {
    measure_up_to(std::min(count, seeds_.size()), scaled, measures);
    verdict = sweep::judge(measures, rule_);
    if (verdict.verdict != Sustainability::undecided) break;
  }
  RateTrial trial = trial_of(scale, measures);
  trial.verdict = verdict;
  return trial;
}

void RateJudge::measure_up_to(std::size_t count, const WorkloadFile& scaled,
                              std::vector<LoadMeasure>& measures) {
  const std::size_t begin = measures.size();
  measures.resize(count);
  simulations_ += count - begin;
  arena_.execute([&] {
    tbb::parallel_for(begin, count, [&](std::size_t i) {
      measures[i] = measure_load(simulators_.local(), scaled, seeds_[i]);
    });
  });
}

}  // namespace servesweep::sweep
