#pragma once

#include <span>

#include "engine/metrics/step_observer.h"
#include "engine/signal/routing_intent.h"

namespace servesweep::engine {

/// One routing decision. Scores are the policy's own totals, or −load where it has none;
/// regret = max(0, best − chosen): what another choice would have scored at that moment.
struct DecisionRow {
  RequestId request{};
  TimeUs clock_us = 0;
  InstanceId instance{};
  double regret = 0, best_score = 0, chosen_score = 0;
  RoutingIntent intent{};
  std::span<const double> scores{};  ///< one per instance; only until decision() returns
};

/// Receives every routing decision in order.
class DecisionObserver {
 public:
  virtual ~DecisionObserver() = default;
  virtual void decision(const DecisionRow& row) = 0;
};

}  // namespace servesweep::engine
