#include "engine/policy/routing/always_busiest.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo AlwaysBusiest::info() {
  return {.name = "always-busiest",
          .what = "the instance with the most requests: a negative control",
          .formula = "argmax load",
          .source = "BLIS",
          .parameters = {}};
}

RoutingDecision AlwaysBusiest::route(const ClusterView& view) {
  const auto busiest = std::ranges::max_element(view.load);
  return InstanceId(static_cast<std::int32_t>(busiest - view.load.begin()));
}

}  // namespace servesweep::engine
