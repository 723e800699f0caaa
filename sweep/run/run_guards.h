#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "sweep/run/failure_rules.h"
#include "sweep/run/run_failure.h"
#include "sweep/run/run_watchdog.h"

namespace servesweep::sweep {

/// Keeps the runs of one rank within their limits of time and memory, and turns whatever goes wrong
/// in one into a RunFailure.
class RunGuards {
 public:
  /// `threads`: of this rank.
  RunGuards(const FailureRules& rules, int threads);

  [[nodiscard]] const FailureRules& rules() const { return rules_; }

  /// What is run: it is to ask now and then whether to stop, and throws if it is to.
  using Run = std::function<void(const engine::Interruption&)>;
  struct Attempt {
    std::optional<RunFailure> failure;  ///< what went wrong, if anything did
    /// It left its thread with so much more memory than before that what keeps it had better be
    /// thrown away, so that later runs have as much for themselves.
    bool has_grown = false;
  };
  /// Calls `run`. Any thread, several at once.
  [[nodiscard]] Attempt attempt(TaskId task, const Run& run);

  struct HangingRun {
    TaskId task;
    RunFailure failure;
  };
  /// Runs that do not stop, once each: their threads are lost. Any thread, at any time; quick.
  [[nodiscard]] std::vector<HangingRun> take_hanging();

 private:
  [[nodiscard]] RunFailure with_limits(RunFailure failure, bool memory_exceeded) const;

  FailureRules rules_;
  std::size_t memory_bytes_;
  RunWatchdog watchdog_;
};

}  // namespace servesweep::sweep
