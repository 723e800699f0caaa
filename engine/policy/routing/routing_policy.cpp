#include "engine/policy/routing/routing_policy.h"

#include <algorithm>

namespace servesweep::engine {

InstanceId first_smallest(std::span<const std::int32_t> values) {
  return InstanceId(static_cast<std::int32_t>(std::ranges::min_element(values) - values.begin()));
}

}  // namespace servesweep::engine
