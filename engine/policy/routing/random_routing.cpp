#include "engine/policy/routing/random_routing.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kRandomRoutingDraw("routing.random");

}  // namespace

PolicyInfo RandomRouting::info() {
  return {.name = "random",
          .what = "any instance, all equally likely",
          .formula = "instance = ⌊U·instances⌋, U uniform in [0, 1)",
          .source = "AIBrix and a cluster's plain service routing; SGLang gateway, Dynamo",
          .parameters = {seed_parameter()}};
}

RandomRouting::RandomRouting(const Parameters& parameters)
    : draws_(parameters, kRandomRoutingDraw) {}

RoutingDecision RandomRouting::route(const ClusterView& view) {
  Stream stream = draws_.about(view.request);
  return InstanceId(static_cast<std::int32_t>(below(stream, view.instances())));
}

}  // namespace servesweep::engine
