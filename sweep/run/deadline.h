#pragma once

#include <chrono>
#include <optional>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// What a rank must still have time for.
struct TimeNeeds {
  using Seconds = std::chrono::duration<double>;
  Seconds run{};      ///< a run that is started now: what all but one in a hundred need
  Seconds commit{};   ///< the next commit
  Seconds closing{};  ///< rebuilding the index when all ranks are done
};

/// The end of the time that a job was given, by the steady clock: setting the time of day moves
/// nothing. Times before it:
///
///   last start  1.5 · run + 2 · commit + closing + margin     no run is started from here on
///   leave       2 · commit + margin / 2                       who still simulates is left behind
///   margin      5 % of the given time, between half a second and 20 s: for launchers and file
///               systems, which nobody measures
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = TimeNeeds::Seconds;

  /// `given`: how much time there is from `now` on.
  explicit Deadline(Seconds given, Clock::time_point now = Clock::now());

  [[nodiscard]] Seconds left(Clock::time_point now = Clock::now()) const { return end_ - now; }
  [[nodiscard]] Seconds given() const { return given_; }
  [[nodiscard]] Seconds margin() const { return margin_; }

  /// A run that is started now may not be done in time.
  [[nodiscard]] bool too_late_to_start(const TimeNeeds& needs, Clock::time_point now) const;
  /// Whoever waits any longer may be killed while it writes.
  [[nodiscard]] bool too_late_to_wait(const TimeNeeds& needs, Clock::time_point now) const;

 private:
  Clock::time_point end_;
  Seconds given_;
  Seconds margin_;
};

/// Rank 0's deadline, on every rank, each by its own clock; the others' argument is ignored.
/// Collective.
[[nodiscard]] std::optional<Deadline> shared_deadline(Transport& transport,
                                                      const std::optional<Deadline>& deadline);

}  // namespace servesweep::sweep
