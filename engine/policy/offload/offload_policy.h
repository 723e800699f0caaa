#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/tier_view.h"

namespace servesweep::engine {

/// Decides, after every release, whether cached blocks that nobody references move to the CPU tier.
class OffloadPolicy {
 public:
  virtual ~OffloadPolicy() = default;
  [[nodiscard]] virtual bool offload(const TierView& view) const = 0;
};

}  // namespace servesweep::engine
