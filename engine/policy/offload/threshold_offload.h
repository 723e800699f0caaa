#pragma once

#include "engine/policy/offload/offload_policy.h"

namespace servesweep::engine {

/// Moves cached blocks out while GPU memory is used above a threshold.
class ThresholdOffload : public OffloadPolicy {
 public:
  explicit ThresholdOffload(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool offload(const TierView& view) const override;

 private:
  double threshold_;
};

}  // namespace servesweep::engine
