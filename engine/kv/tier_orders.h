#pragma once

#include "engine/kv/tier_order.h"
#include "engine/policy/registry.h"

namespace servesweep::engine {

/// The orders of eviction that a lower tier can have, by name; constant after the first call.
[[nodiscard]] const Registry<TierOrder>& tier_orders();

/// The order called `name`, for TierSpec::eviction. `field` is where it was asked for. Throws
/// Problem on an unknown name.
[[nodiscard]] std::unique_ptr<TierOrder> make_tier_order(const std::string& name,
                                                         const std::string& field);

}  // namespace servesweep::engine
