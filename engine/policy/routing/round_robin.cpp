#include "engine/policy/routing/round_robin.h"

namespace servesweep::engine {

PolicyInfo RoundRobin::info() {
  return {.name = "round-robin",
          .what = "instances in turn",
          .formula = "instance = routed requests so far mod instances",
          .source = "BLIS; every gateway",
          .parameters = {}};
}

void RoundRobin::reset(std::size_t) {
  next_ = 0;
}

RoutingDecision RoundRobin::route(const ClusterView& view) {
  return InstanceId(static_cast<std::int32_t>(next_++ % view.instances()));
}

}  // namespace servesweep::engine
