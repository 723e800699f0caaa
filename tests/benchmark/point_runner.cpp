#include "tests/benchmark/point_runner.h"

#include "engine/base/problem.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"

namespace servesweep::benchmark {

PointRunner::PointRunner(const sweep::Study& study) : study_(study), objective_(study) {
  for (const sweep::WorkloadFile& file : study.workloads()) {
    requests_.emplace_back();
    for (const std::uint64_t seed : study.seeds()) {
      requests_.back().push_back(sweep::make_workload(file, seed));
    }
  }
  simulator_.configure(study.scenario_at(0, study.point_at(0, 0)));
  sweep::PointFigures baseline = objective_.no_figures();
  simulate(0, study.seeds().size(), baseline);
  objective_.set_baseline(std::move(baseline));
  runs_ = 0;
}

void PointRunner::simulate(std::size_t first_seed, std::size_t seeds,
                           sweep::PointFigures& figures) {
  std::vector<double> read;
  for (std::size_t workload = 0; workload < requests_.size(); ++workload) {
    for (std::size_t seed = first_seed; seed < first_seed + seeds; ++seed) {
      const std::vector<double> all =
          sweep::metric_values(simulator_.run(requests_[workload][seed]), study_.classes());
      read.clear();
      for (const std::size_t metric : objective_.metrics()) read.push_back(all[metric]);
      figures.set(workload, seed, read);
      ++runs_;
    }
  }
}

sweep::Observation PointRunner::run(const sweep::Attempt& attempt) {
  try {
    simulator_.configure(study_.scenario_at(1, attempt.point));
  } catch (const engine::Problem&) {
    sweep::Observation refused;
    refused.failed = true;
    return refused;
  }
  const auto known = points_.try_emplace(attempt.point.json(), objective_.no_figures()).first;
  simulate(attempt.first_seed, attempt.seeds, known->second);
  return objective_.observe(known->second);
}

bool PointRunner::is_complete(const sweep::Point& point) const {
  const auto known = points_.find(point.json());
  return known != points_.end() && known->second.complete_seeds().size() == study_.seeds().size();
}

sweep::Objectives PointRunner::reference() const {
  return objective_.observe(objective_.baseline()).objectives;
}

}  // namespace servesweep::benchmark
