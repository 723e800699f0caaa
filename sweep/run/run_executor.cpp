#include "sweep/run/run_executor.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "engine/base/problem.h"
#include "engine/workload/generated_requests.h"
#include "sweep/run/failed_run_problem.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/metrics.h"
#include "sweep/study/optional_metrics.h"

namespace servesweep::sweep {

RunExecutor::RunExecutor(const Study& study, const Plan& plan, const std::vector<RunId>& runs,
                         RunGuards& guards, RunRound round)
    : study_(study),
      plan_(plan),
      runs_(runs),
      guards_(guards),
      round_(std::move(round)),
      observers_(observers_for(study.named_metrics())),
      workloads_([&study](std::size_t index) -> const WorkloadFile& {
        return study.run_workload(index);
      }) {}

void RunExecutor::while_idle(const std::function<void()>& grow) {
  const std::unique_lock lock(growing_);
  grow();
}

RunExecutor::Job RunExecutor::job_of(TaskId task) const {
  const std::shared_lock lock(growing_);
  const RunId id = runs_[task.index()];
  const PlannedRun& run = plan_.runs()[id.index()];
  return {.id = id, .run = run, .point = &plan_.points()[run.point.index()]};
}

io::RunResult RunExecutor::identity(const Job& job) const {
  io::RunResult result;
  result.key = job.run.key;
  result.plan_index = job.id.value();
  result.seed = job.run.seed;
  result.strategy = study_.strategies()[job.point->strategy].name();
  result.point = job.run.point.value();
  result.workload = static_cast<std::int64_t>(job.run.workload);
  return result;
}

io::RunResult RunExecutor::failed(const Job& job, const RunFailure& failure) const {
  io::RunResult result = identity(job);
  result.metrics.assign(study_.metrics().size(), std::numeric_limits<double>::quiet_NaN());
  result.failure = failure.text();
  return result;
}

engine::Problem RunExecutor::problem_of(const Job& job, const RunFailure& failure) const {
  const std::shared_lock lock(growing_);
  return failed_run_problem(study_, plan_, job.id, failure, round_.study_file);
}

void RunExecutor::simulate(const Job& job, const engine::Interruption& interruption,
                           io::RunResult& result) {
  const PlannedRun& run = job.run;
  ThreadState& thread = threads_.local();
  if (thread.configured != run.point) {
    thread.configured = PointId();
    thread.simulator.configure(job.point->scenario);
    thread.configured = run.point;
  }
  const bool keep = round_.finals ||
                    (!plan_.is_shortened(run) && study_.keep_requests().at_first(run.replication));
  const WorkloadFile& file = study_.run_workload(run.workload);
  engine::Observers observers = observers_;
  observers.measure_from_us = file.measure_from_us;
  observers.interruption = &interruption;
  if (!keep && is_streamed(file)) {
    engine::GeneratedRequests requests(file.spec);
    requests.restart(run.seed);
    result.metrics = metric_values(thread.simulator.run(requests, observers), study_.classes());
    return;
  }
  const auto workload = workloads_.get(run.workload, run.seed);
  thread.records.resize(keep ? workload->requests.size() : 0);
  const engine::Summary summary = thread.simulator.run(*workload, thread.records, observers);
  result.metrics = metric_values(summary, study_.classes());
  if (keep) result.packed = io::PackedRequests(thread.records);
}

RunGuards::Attempt RunExecutor::attempt(TaskId task, const Job& job, io::RunResult& result) {
  return guards_.attempt(task, [&](const engine::Interruption& interruption) {
    if (round_.stand_in) {
      result.metrics = round_.stand_in(job.run);
    } else {
      simulate(job, interruption, result);
    }
  });
}

void RunExecutor::execute(TaskId task) {
  const auto begin = std::chrono::steady_clock::now();
  const Job job = job_of(task);
  io::RunResult result = identity(job);
  std::optional<RunFailure> failure;
  const int attempts = guards_.rules().attempts();
  for (int i = 0; i == 0 || (failure && i < attempts); ++i) {
    RunGuards::Attempt made = attempt(task, job, result);
    failure = std::move(made.failure);
    if (failure || made.has_grown) threads_.local() = ThreadState();
  }
  if (failure && attempts > 1) failure->reason += fmt::format("; {} attempts", attempts);
  if (failure) result = failed(job, *failure);
  result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  {
    const std::lock_guard lock(mutex_);
    if (given_up_.contains(task.value())) return;  // it has a result
    results_.emplace(task.value(), std::move(result));
  }
  const bool ends_all = guards_.rules().on_failure == OnFailure::abort;
  if (failure && ends_all) throw problem_of(job, *failure);
}

bool RunExecutor::has(TaskId task) {
  const std::lock_guard lock(mutex_);
  return results_.contains(task.value());
}

io::RunResult RunExecutor::take(TaskId task) {
  const std::lock_guard lock(mutex_);
  return std::move(results_.extract(task.value()).mapped());
}

std::vector<std::pair<TaskId, io::RunResult>> RunExecutor::take_all() {
  std::vector<std::pair<TaskId, io::RunResult>> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.reserve(results_.size());
    for (auto& [task, result] : results_) taken.emplace_back(TaskId(task), std::move(result));
    results_.clear();
  }
  std::sort(taken.begin(), taken.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return taken;
}

std::vector<TaskFailure> RunExecutor::take_hanging() {
  std::vector<TaskFailure> hanging;
  for (const auto& [task, failure] : guards_.take_hanging()) {
    const Job job = job_of(task);
    const std::lock_guard lock(mutex_);
    if (!results_.emplace(task.value(), failed(job, failure)).second) continue;  // it did end
    given_up_.insert(task.value());
    hanging.push_back({.task = task, .text = problem_of(job, failure).what()});
  }
  return hanging;
}

}  // namespace servesweep::sweep
