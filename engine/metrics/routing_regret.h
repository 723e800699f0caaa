#pragma once

namespace servesweep::engine {

/// How much better other choices of the gateway would have been, over all routing decisions of a
/// run; 0 without any.
struct RoutingRegret {
  /// max(0, best candidate's score − chosen one's), by the policy's own scores at that moment
  /// (−load where it has none): the counterfactual regret of the simulator BLIS. It is 0 for
  /// whatever takes its best score, however wrong the scores are.
  double mean = 0, largest = 0;
  /// In hindsight, µs: how much sooner the queue of another instance turned out to be empty. The
  /// queue delay of instance j at decision time t is max(0, sⱼ − t), where sⱼ is the latest time at
  /// which a request sent to j before was first admitted to the batch (requests that never were do
  /// not count). The regret of a decision is the delay of the chosen instance less the least one.
  /// No policy knows sⱼ then. Exact for a further request under first come first served; what a
  /// cached prefix saves is not weighed.
  double wait_mean_us = 0;

  friend bool operator==(const RoutingRegret&, const RoutingRegret&) = default;
};

}  // namespace servesweep::engine
