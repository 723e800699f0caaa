#include "sweep/run/drain_watch.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/distribute/collectives.h"
#include "sweep/run/duration.h"

namespace servesweep::sweep {
namespace {

/// For all ranks to hear of it and to answer.
constexpr std::chrono::milliseconds kTimeToHear{200};

std::string rounded_text(std::chrono::duration<double> span) {
  return duration_text(std::chrono::ceil<std::chrono::seconds>(span));
}

}  // namespace

StopReason greatest_reason(Transport& transport, StopReason reason) {
  StopReason greatest = StopReason::none;
  for (const std::string& told : gather(transport, std::string(1, static_cast<char>(reason)))) {
    greatest = std::max(greatest, static_cast<StopReason>(told.front()));
  }
  return greatest;
}

std::string no_run_done_text(const std::optional<Deadline>& deadline, double longest_run,
                             TimeNeeds::Seconds planning, TimeNeeds::Seconds closing) {
  std::string text = "the job's time is nearly over, and it has not finished a single run";
  if (deadline) text += fmt::format(" in the {} that it had", rounded_text(deadline->given()));
  if (longest_run > 0) {
    text += fmt::format(" (a run takes up to {})",
                        rounded_text(std::chrono::duration<double>(longest_run)));
  }
  constexpr TimeNeeds::Seconds kWorthTelling{1};
  if (planning + closing >= kWorthTelling) {
    text += fmt::format(" (planning took {}, closing takes about {})", rounded_text(planning),
                        rounded_text(closing));
  }
  return text + "; the same again would end the same: give the job more time, or make runs shorter";
}

void DrainWatch::look(const TimeNeeds& needs, Clock::time_point now) {
  if (stops()) return;
  if (asked_ != nullptr && asked_->load()) {
    stop(StopReason::asked, now);
  } else if (deadline_ && deadline_->too_late_to_start(needs, now)) {
    stop(StopReason::time, now);
  }
}

bool DrainWatch::must_leave(const TimeNeeds& needs, Clock::time_point now) const {
  return stops() && now - stopped_ >= kTimeToHear && deadline_ &&
         deadline_->too_late_to_wait(needs, now);
}

void DrainWatch::stop(StopReason reason, Clock::time_point now) {
  if (!stops()) stopped_ = now;
  if (reason > reason_) reason_ = reason;
  flag_ = true;
}

}  // namespace servesweep::sweep
