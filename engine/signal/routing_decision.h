#pragma once

#include "engine/base/ids.h"
#include "engine/signal/routing_intent.h"

namespace servesweep::engine {

/// Where a request goes and why.
struct RoutingDecision {
  // NOLINTNEXTLINE(google-explicit-constructor): a bare instance is a decision without intent.
  RoutingDecision(InstanceId to, RoutingIntent with = {}) : instance(to), intent(with) {}

  InstanceId instance;
  RoutingIntent intent;
};

}  // namespace servesweep::engine
