#pragma once

#include <array>

#include "engine/metrics/latency_breakdown.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// Why requests go on waiting after a schedule call.
enum class WaitCause : std::uint8_t { budget, slots, memory, order };
inline constexpr std::size_t kWaitCauses = 4;

/// Why and how long the waiting requests of one instance waited, without visiting them: per tier
/// and cause the summed time between schedule calls. A request's wait is a difference of two
/// readings.
class WaitLedger {
 public:
  using Reading = std::array<TimeUs, kWaitCauses>;  ///< indexed by WaitCause

  void reset() { *this = {}; }

  /// A schedule call begins: the time since the last one is booked on the causes it ended with.
  void begin_call(TimeUs now_us) {
    for (std::size_t tier = 0; tier < kSloTiers; ++tier) {
      sums_us_[tier][static_cast<std::size_t>(causes_[tier])] += now_us - last_call_us_;
    }
    last_call_us_ = now_us;
  }

  /// The same if nobody has been waiting since the last call, so that there is nothing to book.
  void begin_call_after_none(TimeUs now_us) { last_call_us_ = now_us; }

  /// Why requests of this tier are still waiting at the end of the call.
  void set_cause(std::size_t tier, WaitCause cause) { causes_[tier] = cause; }

  [[nodiscard]] const Reading& reading(SloTier tier) const {
    return sums_us_[static_cast<std::size_t>(tier)];
  }

  /// Books the time between a reading and now on a request.
  void book(SloTier tier, const Reading& since, LatencyBreakdown& breakdown) const {
    const Reading& now = reading(tier);
    breakdown.wait_budget_us += now[0] - since[0];
    breakdown.wait_slots_us += now[1] - since[1];
    breakdown.wait_memory_us += now[2] - since[2];
    breakdown.wait_order_us += now[3] - since[3];
  }

 private:
  std::array<Reading, kSloTiers> sums_us_{};
  std::array<WaitCause, kSloTiers> causes_{};
  TimeUs last_call_us_ = 0;
};

}  // namespace servesweep::engine
