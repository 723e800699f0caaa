#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace servesweep::sweep {

/// What to do about runs that fail.
enum class OnFailure : std::uint8_t {
  abort,  ///< start no further run, commit what is done, end with an error
  retry,  ///< try it again a few times, then go on without it
  go_on   ///< go on without it, also in later calls
};

/// Which runs count as failed, and what follows.
struct FailureRules {
  OnFailure on_failure = OnFailure::abort;
  int retries = 2;           ///< further attempts under OnFailure::retry
  double run_seconds = 600;  ///< the most that a run may take; 0: no limit
  /// The most that a run may take of memory, beyond what its thread held before; 0: no limit;
  /// nothing: usual_run_memory().
  std::optional<std::size_t> run_memory_bytes{};
  /// How long a run that took too long may go on after it was told to stop, before it counts as
  /// hanging: within that time it does things that do not ask, such as drawing its requests.
  double grace_seconds = 60;

  [[nodiscard]] int attempts() const { return on_failure == OnFailure::retry ? retries + 1 : 1; }
  /// Whether runs that failed in earlier calls are run again.
  [[nodiscard]] bool tries_again() const { return on_failure != OnFailure::go_on; }
};

/// The share of one thread: half of what the process may use of memory (its control group, its
/// limits, its share of a Slurm node, the machine), divided among the threads of all ranks on this
/// machine.
[[nodiscard]] std::size_t usual_run_memory(int threads);

}  // namespace servesweep::sweep
