#include "engine/policy/routing/session_affinity.h"

namespace servesweep::engine {

PolicyInfo SessionAffinity::info() {
  return {.name = "session-affinity",
          .what = "a conversation stays on its instance, new ones go to the least loaded",
          .formula = "table[session] while it is younger than ttl_us, else argmin load",
          .source = "production-stack session routing; llm-d session-affinity filter",
          .parameters = {SessionTable::parameter()}};
}

RoutingDecision SessionAffinity::route(const ClusterView& view) {
  const InstanceId bound = table_.bound(view);
  const InstanceId chosen = bound.valid() ? bound : first_smallest(view.load);
  table_.bind(view, chosen);
  RoutingIntent intent;
  if (bound.valid()) intent.reason = RoutingIntent::Reason::affinity;
  return {chosen, intent};
}

}  // namespace servesweep::engine
