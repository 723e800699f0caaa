#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "sweep/run/failure_groups.h"
#include "sweep/run/run_failure.h"

namespace servesweep::sweep {

/// Runs that failed, counted by kind, with one example of each kind: that of the first run in plan
/// order, so that the order in which they failed does not matter.
class FailureTally {
 public:
  /// `run`: its position in the plan; each is to be added once.
  void add(std::int64_t run, const RunFailure& failure);

  [[nodiscard]] std::size_t total() const;
  [[nodiscard]] std::size_t of(FailureKind kind) const { return at(kind).count; }
  /// Position in the plan of the example of a kind, and its reason. Precondition: of(kind) > 0.
  [[nodiscard]] std::int64_t first_run(FailureKind kind) const { return at(kind).run; }
  [[nodiscard]] const std::string& first_reason(FailureKind kind) const { return at(kind).reason; }

  /// As live.json tells them.
  [[nodiscard]] FailureGroups groups() const;
  /// "3 failed: 2 time, 1 error"; empty without failures.
  [[nodiscard]] std::string text() const;

 private:
  struct Count {
    std::size_t count = 0;
    std::int64_t run = 0;
    std::string reason;
  };
  [[nodiscard]] const Count& at(FailureKind kind) const {
    return counts_[static_cast<std::size_t>(kind)];
  }

  std::array<Count, kFailureKinds> counts_;
};

}  // namespace servesweep::sweep
