#include "engine/policy/routing/least_loaded.h"

namespace servesweep::engine {

PolicyInfo LeastLoaded::info() {
  return {.name = "least-loaded",
          .what = "the instance with the fewest requests, the first of them on ties",
          .formula = "argmin load",
          .source = "BLIS; every gateway",
          .parameters = {}};
}

RoutingDecision LeastLoaded::route(const ClusterView& view) {
  return first_smallest(view.load);
}

}  // namespace servesweep::engine
