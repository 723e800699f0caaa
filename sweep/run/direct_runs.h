#pragma once

#include <tbb/enumerable_thread_specific.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "engine/simulate.h"
#include "sweep/run/workload_cache.h"
#include "sweep/study/optional_metrics.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// A simulation that is in no plan.
struct DirectRun {
  std::size_t scenario = 0, workload = 0;  ///< positions in the lists of its DirectRuns
  std::uint64_t seed = 0;
};

/// Simulates for whoever needs more evidence than a folder holds: fresh seeds, other workloads,
/// variants of a strategy. On many threads; what comes out does not depend on how many. Stores
/// nothing. Requests of a workload and seed are generated once and shared by all scenarios.
class DirectRuns {
 public:
  /// `threads`: 0 = as many as there are. The scenarios must be valid.
  DirectRuns(std::vector<engine::Scenario> scenarios, std::vector<WorkloadFile> workloads,
             int threads = 0);
  DirectRuns(const DirectRuns&) = delete;
  DirectRuns& operator=(const DirectRuns&) = delete;
  ~DirectRuns() = default;

  /// From now on runs have those of these metrics that cost extra (see observers_for()).
  void measure(const std::vector<std::string>& metrics) { observers_ = observers_for(metrics); }

  /// How many threads it may take, at least 1.
  [[nodiscard]] int threads() const { return threads_; }

  [[nodiscard]] const WorkloadFile& workload(std::size_t position) const {
    return workload_files_[position];
  }

  /// Simulations that this process has made in this way so far, for people who wait. Reaches no
  /// result.
  [[nodiscard]] static std::size_t made();

  /// What is wanted of a run: its summary and, if requests are wanted, its request table, row =
  /// RequestId, good during the call. Called on any thread, several at once, with the run's
  /// position in the list.
  using Look = std::function<void(std::size_t run, const engine::Summary& summary,
                                  std::span<const engine::RequestRecord> requests)>;

  /// Calls `look` for every run, in no order.
  /// @throws engine::Problem of a run that fails; others may not have been run then
  void look_at(std::span<const DirectRun> runs, bool want_requests, const Look& look);

  /// metric_values() of every run, in their order.
  [[nodiscard]] std::vector<std::vector<double>> metrics(std::span<const DirectRun> runs,
                                                         std::span<const std::string> classes);

 private:
  struct ThreadState {
    engine::Simulator simulator;
    std::size_t configured = SIZE_MAX;
    std::vector<engine::RequestRecord> requests;
  };
  void simulate(const DirectRun& run, std::size_t index, bool want_requests, const Look& look);

  std::vector<engine::Scenario> scenarios_;
  std::vector<WorkloadFile> workload_files_;
  int threads_;
  engine::Observers observers_{};
  WorkloadCache workloads_;
  tbb::enumerable_thread_specific<ThreadState> states_;
};

}  // namespace servesweep::sweep
