#include "sweep/run/direct_runs.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <utility>

#include "engine/workload/generated_requests.h"
#include "sweep/distribute/distribute.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"

namespace servesweep::sweep {
namespace {

std::atomic<std::size_t> direct_runs_made = 0;

}  // namespace

DirectRuns::DirectRuns(std::vector<engine::Scenario> scenarios, std::vector<WorkloadFile> workloads,
                       int threads)
    : scenarios_(std::move(scenarios)),
      workload_files_(std::move(workloads)),
      threads_(threads > 0 ? threads : available_threads()),
      workloads_(
          [this](std::size_t index) -> const WorkloadFile& { return workload_files_[index]; }) {}

std::size_t DirectRuns::made() {
  return direct_runs_made;
}

void DirectRuns::simulate(const DirectRun& run, std::size_t index, bool want_requests,
                          const Look& look) {
  ThreadState& thread = states_.local();
  if (thread.configured != run.scenario) {
    thread.configured = SIZE_MAX;
    thread.simulator.configure(scenarios_[run.scenario]);
    thread.configured = run.scenario;
  }
  const WorkloadFile& file = workload_files_[run.workload];
  engine::Observers observers = observers_;
  observers.measure_from_us = file.measure_from_us;
  if (!want_requests && is_streamed(file)) {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(run.seed);
    look(index, thread.simulator.run(requests, observers), {});
    return;
  }
  const auto workload = workloads_.get(run.workload, run.seed);
  thread.requests.resize(want_requests ? workload->requests.size() : 0);
  const engine::Summary summary = thread.simulator.run(*workload, thread.requests, observers);
  look(index, summary, thread.requests);
}

void DirectRuns::look_at(std::span<const DirectRun> runs, bool want_requests, const Look& look) {
  tbb::task_arena arena(threads_);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, runs.size(), [&](std::size_t index) {
      simulate(runs[index], index, want_requests, look);
      ++direct_runs_made;
    });
  });
}

std::vector<std::vector<double>> DirectRuns::metrics(std::span<const DirectRun> runs,
                                                     std::span<const std::string> classes) {
  std::vector<std::vector<double>> values(runs.size());
  look_at(runs, false, [&](std::size_t run, const engine::Summary& summary, auto) {
    values[run] = metric_values(summary, classes);
  });
  return values;
}

}  // namespace servesweep::sweep
