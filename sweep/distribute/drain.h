#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace servesweep::sweep {

/// While it lives, SIGINT, SIGTERM, SIGUSR1 and SIGHUP ask for a drain instead of ending the
/// process; SIGHUP only where it is not ignored, as nohup has it. A second SIGINT ends the process
/// at once, as if nobody had listened. Restores the former handlers when it goes.
///
/// Construct at most one at a time, and before MPI starts, which takes long enough to be asked to
/// stop meanwhile; then renew(). A signal handler has no argument of its own, so the flag behind
/// this class is the one global of the program.
class DrainSignals {
 public:
  DrainSignals();
  ~DrainSignals();
  DrainSignals(const DrainSignals&) = delete;
  DrainSignals& operator=(const DrainSignals&) = delete;

  /// From here on nothing is missed: what comes before a DrainSignals is made is asked of it. For
  /// the first line of a program.
  static void listen_early();
  /// Whoever has set handlers of his own since is overruled.
  void renew();

  /// For Options::drain.
  [[nodiscard]] const std::atomic<bool>& flag() const;

  /// Asks for a drain without a signal, for instance because the job's time is nearly over.
  void request();

 private:
  static constexpr std::array<int, 4> kSignals{SIGINT, SIGTERM, SIGUSR1, SIGHUP};
  std::array<struct sigaction, kSignals.size()> former_{};
};

}  // namespace servesweep::sweep
