#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/queue_view.h"

namespace servesweep::engine {

/// Urgency of a waiting request, recomputed at every step; larger is more urgent. The order of
/// running requests never follows from it.
class PriorityPolicy {
 public:
  virtual ~PriorityPolicy() = default;
  [[nodiscard]] virtual double priority(const RequestFacts& request,
                                        const QueueView& view) const = 0;
  /// True if, at any moment, an older request of a tier never has a lower priority than a younger
  /// one of the same tier: the queue then only compares the oldest of each tier.
  [[nodiscard]] virtual bool older_first_within_tier() const { return false; }
};

/// Time since arrival, µs.
[[nodiscard]] inline double age_us(const RequestFacts& request, const QueueView& view) {
  return static_cast<double>(view.now_us - request.arrival_us);
}

}  // namespace servesweep::engine
