#include "sweep/run/deadline.h"

#include <algorithm>

#include "sweep/distribute/collectives.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {
namespace {

using Seconds = Deadline::Seconds;

/// Some ten years: more is as good as no end, and would not fit the clock.
constexpr Seconds kMostGiven{3e8};
constexpr double kMarginShare = 0.05;
constexpr Seconds kLeastMargin{0.5};
constexpr Seconds kMostMargin{20};
/// Other runs of a kind take longer than those seen, and a busy file system than before.
constexpr double kRunSafety = 1.5;
constexpr double kCommitSafety = 2;

}  // namespace

Deadline::Deadline(Seconds given, Clock::time_point now)
    : end_(now + std::chrono::duration_cast<Clock::duration>(std::min(given, kMostGiven))),
      given_(given),
      margin_(std::clamp(kMarginShare * given, kLeastMargin, kMostMargin)) {}

bool Deadline::too_late_to_start(const TimeNeeds& needs, Clock::time_point now) const {
  return left(now) <=
         kRunSafety * needs.run + kCommitSafety * needs.commit + needs.closing + margin_;
}

bool Deadline::too_late_to_wait(const TimeNeeds& needs, Clock::time_point now) const {
  return left(now) <= kCommitSafety * needs.commit + margin_ / 2;
}

std::optional<Deadline> shared_deadline(Transport& transport,
                                        const std::optional<Deadline>& deadline) {
  WireWriter writer;
  if (deadline) writer.number(deadline->left().count());
  const std::string told = broadcast(transport, writer.take());
  if (transport.rank() == 0 || told.empty()) return deadline;
  return Deadline(Seconds(WireReader(told).number<double>()));
}

}  // namespace servesweep::sweep
