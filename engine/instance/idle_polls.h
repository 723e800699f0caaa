#pragma once

#include <algorithm>

#include "engine/base/contract.h"
#include "engine/base/ids.h"

namespace servesweep::engine {

/// When an engine loop that has requests and can schedule none looks again: vLLM's sleeps for a
/// millisecond each time. Polls that would see nothing new need not be executed, only counted off.
class IdlePolls {
 public:
  static constexpr TimeUs kInterval_us = 1000;

  /// A turn at `now_us` could schedule nothing; the first poll is one interval later.
  void begin(TimeUs now_us) { since_us_ = now_us; }
  void stop() { since_us_ = kNever; }
  [[nodiscard]] bool under_way() const { return since_us_ != kNever; }

  /// The first poll at that time or later. Precondition: under_way().
  [[nodiscard]] TimeUs first_from(TimeUs time_us) const {
    SERVESWEEP_EXPECT(under_way());
    const TimeUs wait_us = time_us - since_us_;
    const TimeUs polls = std::max<TimeUs>((wait_us + kInterval_us - 1) / kInterval_us, 1);
    return since_us_ + polls * kInterval_us;
  }
  /// The poll before that one, or the turn at the beginning.
  [[nodiscard]] TimeUs last_before(TimeUs time_us) const {
    return first_from(time_us) - kInterval_us;
  }

 private:
  TimeUs since_us_ = kNever;
};

}  // namespace servesweep::engine
