#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <functional>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/simulate.h"
#include "io/hdf5/run_result.h"
#include "sweep/distribute/task.h"
#include "sweep/run/run_guards.h"
#include "sweep/run/workload_cache.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// The metrics of a run, in the order of Study::metrics().
using RunFunction = std::function<std::vector<double>(const PlannedRun&)>;

/// What is special about a round of runs.
struct RunRound {
  bool finals = false;       ///< finalists: all request tables are wanted
  RunFunction stand_in{};    ///< if given, called in place of the simulation
  std::string study_file{};  ///< as the user wrote it, for messages
};

/// Simulates planned runs on the threads of one rank and keeps the results until they are
/// committed. A thread keeps its simulator, so that runs of the same point cost no set-up. A run
/// that fails has a result, too; the simulator that it used is thrown away.
class RunExecutor {
 public:
  /// `runs`: what each task is. All must outlive the executor. Request tables are kept of
  /// finalists and of those runs of which the study says so.
  RunExecutor(const Study& study, const Plan& plan, const std::vector<RunId>& runs,
              RunGuards& guards, RunRound round = {});

  /// Simulates one task; any thread. Its result is there afterwards in any case.
  /// @throws engine::Problem that says which run failed and why, if a failure is to end everything
  void execute(TaskId task);

  /// Runs `grow`, which may add to the plan and to the list of runs, while no thread looks at them.
  void while_idle(const std::function<void()>& grow);

  [[nodiscard]] bool has(TaskId task);
  /// Takes the result of an executed task; any thread, once per task.
  [[nodiscard]] io::RunResult take(TaskId task);
  /// Takes all results that are there, by task.
  [[nodiscard]] std::vector<std::pair<TaskId, io::RunResult>> take_all();

  /// Tasks that hang, once each: they have failed results from here on, and threads that never
  /// come back. The text is that of execute(). Any thread; quick.
  [[nodiscard]] std::vector<TaskFailure> take_hanging();

 private:
  struct ThreadState {
    engine::Simulator simulator;
    PointId configured;
    std::vector<engine::RequestRecord> records;
  };

  /// A run, copied from a plan that may grow; points stay where they are.
  struct Job {
    RunId id;
    PlannedRun run;
    const PlannedPoint* point = nullptr;
  };
  [[nodiscard]] Job job_of(TaskId task) const;
  [[nodiscard]] RunGuards::Attempt attempt(TaskId task, const Job& job, io::RunResult& result);
  void simulate(const Job& job, const engine::Interruption& interruption, io::RunResult& result);
  [[nodiscard]] io::RunResult identity(const Job& job) const;
  [[nodiscard]] io::RunResult failed(const Job& job, const RunFailure& failure) const;
  [[nodiscard]] engine::Problem problem_of(const Job& job, const RunFailure& failure) const;

  const Study& study_;
  const Plan& plan_;
  const std::vector<RunId>& runs_;
  RunGuards& guards_;
  RunRound round_;
  engine::Observers observers_;        ///< of metrics that cost extra
  mutable std::shared_mutex growing_;  ///< of the plan and the list
  WorkloadCache workloads_;
  tbb::enumerable_thread_specific<ThreadState> threads_;
  std::mutex mutex_;
  std::unordered_map<std::int32_t, io::RunResult> results_;  ///< by task
  std::set<std::int32_t> given_up_;                          ///< tasks that hang
};

}  // namespace servesweep::sweep
