#include "sweep/report/watched_run.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "engine/workload/generated_requests.h"
#include "sweep/cli/strategy_label.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/optional_metrics.h"

namespace servesweep::sweep {
namespace {

/// Row of the plan. Problem if the folder does not hold the run.
std::size_t row_of(const Results& results, std::size_t workload, std::int64_t point,
                   std::uint64_t seed) {
  for (std::size_t row = 0; row < results.index.plan.size(); ++row) {
    const io::PlanRow& run = results.index.plan[row];
    const bool is_it = run.point == point && run.seed == seed &&
                       run.workload == static_cast<std::int64_t>(workload);
    if (is_it && run.status == io::RunStatus::done) return row;
  }
  throw engine::Problem(results.folder.path().string(),
                        fmt::format("holds no run of point {} under seed {}", point, seed), "",
                        "run the study to its end");
}

std::vector<std::string> different_metrics(Results& results, std::size_t row,
                                           const std::vector<double>& values) {
  const std::vector<std::vector<double>> stored = results.rows(row, 1);
  std::vector<std::string> names;
  for (std::size_t m = 0; m < values.size(); ++m) {
    const double was = stored[m].front();
    const bool same = was == values[m] || (std::isnan(was) && std::isnan(values[m]));
    if (!same) names.push_back(results.index.metrics[m].name);
  }
  return names;
}

engine::Summary simulate_watched(const engine::Scenario& scenario, const WorkloadFile& file,
                                 std::uint64_t seed, const engine::Observers& observers) {
  engine::Simulator simulator;
  simulator.configure(scenario);
  if (is_streamed(file)) {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(seed);
    return simulator.run(requests, observers);
  }
  return simulator.run(make_workload(file, seed), {}, observers);
}

}  // namespace

WatchedRun watch_run(const ReportSubject& subject, const RankedPoint& point, std::uint64_t seed,
                     std::size_t bins) {
  Results& results = subject.results;
  const Study& study = results.study;
  const engine::Scenario& scenario = subject.scenario_of(point);
  const WorkloadFile& file = study.workloads()[subject.workload];
  const std::size_t row = row_of(results, subject.workload, point.point.id, seed);
  WatchedRun run{.strategy = strategy_label(study, point.point.strategy),
                 .seed = seed,
                 .recorder = {static_cast<std::size_t>(scenario.instances), bins}};
  engine::Observers observers = observers_for(study.named_metrics());
  observers.steps = &run.recorder;
  observers.records = &run.recorder;
  observers.measure_from_us = file.measure_from_us;
  const engine::Summary summary = simulate_watched(scenario, file, seed, observers);
  run.recorder.close();
  const std::vector<double> values = metric_values(summary, study.classes());
  run.metrics = values.size();
  run.different = different_metrics(results, row, values);
  return run;
}

}  // namespace servesweep::sweep
