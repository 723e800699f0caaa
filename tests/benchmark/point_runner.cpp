#include "tests/benchmark/point_runner.h"

#include <utility>

#include "engine/base/problem.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"

namespace servesweep::benchmark {

PointRunner::PointRunner(const sweep::Study& study) : study_(study) {
  simulator_.configure(study.scenario_at(0, study.point_at(0, 0)));
  add_kind(0);
  requests_per_run_ = requests_ / static_cast<double>(runs_);
  requests_ = 0;
  const std::size_t whole = study.workloads().size();
  if (study.run_workload_count() > whole) add_kind(whole);
  runs_ = 0;
}

void PointRunner::add_kind(std::size_t first_workload) {
  Kind& kind = *kinds_.emplace_back(std::make_unique<Kind>(study_));
  for (std::size_t i = 0; i < study_.workloads().size(); ++i) {
    kind.requests.emplace_back();
    for (const std::uint64_t seed : study_.seeds()) {
      kind.requests.back().push_back(
          sweep::make_workload(study_.run_workload(first_workload + i), seed));
    }
  }
  sweep::PointFigures baseline = kind.objective.no_figures();
  simulate(kind, {.point = {}, .first_seed = 0, .seeds = study_.seeds().size()}, baseline);
  kind.objective.set_baseline(std::move(baseline));
}

void PointRunner::simulate(const Kind& kind, const sweep::Attempt& attempt,
                           sweep::PointFigures& figures) {
  std::vector<double> read;
  const std::size_t end = attempt.first_seed + attempt.seeds;
  for (std::size_t workload = 0; workload < kind.requests.size(); ++workload) {
    for (std::size_t seed = attempt.first_seed; seed < end; ++seed) {
      const engine::Workload& requests = kind.requests[workload][seed];
      const std::vector<double> all =
          sweep::metric_values(simulator_.run(requests), study_.classes());
      read.clear();
      for (const std::size_t metric : kind.objective.metrics()) read.push_back(all[metric]);
      figures.set(workload, seed, read);
      requests_ += static_cast<double>(requests.requests.size());
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
  Kind& kind = *kinds_[attempt.shortened ? 1 : 0];
  const auto known =
      kind.points.try_emplace(attempt.point.json(), kind.objective.no_figures()).first;
  simulate(kind, attempt, known->second);
  return kind.objective.observe(known->second);
}

bool PointRunner::is_complete(const sweep::Point& point) const {
  const auto& points = kinds_.front()->points;
  const auto known = points.find(point.json());
  return known != points.end() && known->second.complete_seeds().size() == study_.seeds().size();
}

sweep::Objectives PointRunner::reference() const {
  const sweep::ObjectiveFunction& objective = kinds_.front()->objective;
  return objective.observe(objective.baseline()).objectives;
}

}  // namespace servesweep::benchmark
