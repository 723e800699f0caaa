#pragma once

#include "engine/policy/reservation/reservation_policy.h"

namespace servesweep::engine {

/// Optimistic: whoever fits now is admitted, and preemption mends what that brings.
class NoReservation : public ReservationPolicy {
 public:
  explicit NoReservation(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool reserves() const override { return false; }
  [[nodiscard]] std::int32_t spare_blocks(const GrowthView&) override { return 0; }
};

}  // namespace servesweep::engine
