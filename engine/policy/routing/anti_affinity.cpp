#include "engine/policy/routing/anti_affinity.h"

#include <tuple>

namespace servesweep::engine {

PolicyInfo AntiAffinity::info() {
  return {.name = "anti-affinity",
          .what = "the instance that holds least of the prompt: a negative control",
          .formula = "argmin (cached tokens, load, index)",
          .source = "servesweep",
          .parameters = PrefixBelief::parameters()};
}

RoutingDecision AntiAffinity::route(const ClusterView& view) {
  belief_.look(view);
  const auto key = [&](std::size_t i) {
    return std::tuple(belief_.cached_tokens(i), view.load[i]);
  };
  std::size_t worst = 0;
  for (std::size_t i = 1; i < view.instances(); ++i) {
    if (key(i) < key(worst)) worst = i;
  }
  const InstanceId chosen(static_cast<std::int32_t>(worst));
  belief_.routed(view, chosen);
  return {chosen, belief_.intent(chosen)};
}

}  // namespace servesweep::engine
