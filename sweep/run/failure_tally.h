#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sweep/run/run_failure.h"

namespace servesweep::sweep {

/// Failed runs of one kind.
struct FailureCount {
  FailureKind kind = FailureKind::error;
  std::size_t count = 0;
  std::int64_t first_run = 0;  ///< position in the plan of the example …
  std::string first_reason;    ///< … and why it failed
};

/// Runs that failed, counted by kind, with one example of each kind: that of the first run in plan
/// order, so that the order in which they failed does not matter.
class FailureTally {
 public:
  /// `run`: its position in the plan; each is to be added once.
  void add(std::int64_t run, const RunFailure& failure);
  /// Runs that somebody else has counted.
  void add(const FailureCount& others);

  [[nodiscard]] std::size_t total() const;
  [[nodiscard]] std::size_t of(FailureKind kind) const { return at(kind).count; }
  /// Position in the plan of the example of a kind, and its reason. Precondition: of(kind) > 0.
  [[nodiscard]] std::int64_t first_run(FailureKind kind) const { return at(kind).first_run; }
  [[nodiscard]] const std::string& first_reason(FailureKind kind) const {
    return at(kind).first_reason;
  }

  /// The kinds that occurred.
  [[nodiscard]] std::vector<FailureCount> counts() const;
  /// "3 failed: 2 time, 1 error"; empty without failures.
  [[nodiscard]] std::string text() const;

 private:
  [[nodiscard]] const FailureCount& at(FailureKind kind) const {
    return counts_[static_cast<std::size_t>(kind)];
  }

  std::array<FailureCount, kFailureKinds> counts_;
};

}  // namespace servesweep::sweep
