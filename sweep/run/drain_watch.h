#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "sweep/distribute/transport.h"
#include "sweep/run/deadline.h"

namespace servesweep::sweep {

/// Why a rank wants the job to stop early; of several ranks' reasons the greatest counts.
enum class StopReason : std::uint8_t {
  none,
  asked,   ///< by a signal or the caller
  time,    ///< the job's time is nearly over
  cannot,  ///< this rank cannot commit what is finished
};

/// The greatest of all ranks' reasons, on rank 0. Collective.
[[nodiscard]] StopReason greatest_reason(Transport& transport, StopReason reason);

/// What to say of a job whose time was over before it had finished a single run: to run it again
/// would be no use. `longest_run`: seconds that one is known to take; 0 if unknown. `planning` and
/// `closing`: what else it needs its time for.
[[nodiscard]] std::string no_run_done_text(const std::optional<Deadline>& deadline,
                                           double longest_run, TimeNeeds::Seconds planning = {},
                                           TimeNeeds::Seconds closing = {});

/// What to say of one that had to leave runs under way.
inline constexpr const char* kLeftBehindText =
    "the job's time is nearly over: left runs that were under way; what is finished is kept, run "
    "the same command again to continue";

/// Decides on one rank that the job must drain. Any rank may ask for it, and then all do. Used from
/// the rank's main thread.
class DrainWatch {
 public:
  using Clock = Deadline::Clock;

  /// `asked`: set by others at any time; may be null. No deadline: as much time as it takes.
  explicit DrainWatch(const std::atomic<bool>* asked) : asked_(asked) {}
  void set_deadline(std::optional<Deadline> deadline) { deadline_ = deadline; }

  /// Looks at the flag and the clock.
  void look(const TimeNeeds& needs, Clock::time_point now = Clock::now());
  /// Something must stop the job whose error is told later.
  void give_up() { stop(StopReason::cannot, Clock::now()); }

  [[nodiscard]] StopReason reason() const { return reason_; }
  [[nodiscard]] bool stops() const { return reason_ != StopReason::none; }
  /// For Options::drain.
  [[nodiscard]] const std::atomic<bool>& flag() const { return flag_; }

  /// The job drains and there is no time to wait for the runs under way. Not at once after it was
  /// asked to: if none is under way, it ends by itself.
  [[nodiscard]] bool must_leave(const TimeNeeds& needs, Clock::time_point now = Clock::now()) const;
  [[nodiscard]] const std::optional<Deadline>& deadline() const { return deadline_; }

 private:
  void stop(StopReason reason, Clock::time_point now);

  const std::atomic<bool>* asked_;
  std::optional<Deadline> deadline_;
  StopReason reason_ = StopReason::none;
  Clock::time_point stopped_;
  std::atomic<bool> flag_ = false;
};

}  // namespace servesweep::sweep
