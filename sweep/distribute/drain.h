#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace servesweep::sweep {

/// While it lives, SIGINT, SIGTERM and SIGUSR1 ask for a drain instead of ending the process. A
/// second SIGINT ends it at once, as if nobody had listened. Restores the former handlers when it
/// goes.
///
/// Construct at most one at a time, after MpiTransport. A signal handler has no argument of its
/// own, so the flag behind this class is the one global of the program.
class DrainSignals {
 public:
  DrainSignals();
  ~DrainSignals();
  DrainSignals(const DrainSignals&) = delete;
  DrainSignals& operator=(const DrainSignals&) = delete;

  /// For Options::drain.
  [[nodiscard]] const std::atomic<bool>& flag() const;

  /// Asks for a drain without a signal, for instance because the job's time is nearly over.
  void request();

 private:
  static constexpr std::array<int, 3> kSignals{SIGINT, SIGTERM, SIGUSR1};
  std::array<struct sigaction, kSignals.size()> former_{};
};

}  // namespace servesweep::sweep
