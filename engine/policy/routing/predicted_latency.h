#pragma once

#include <cstdint>
#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/latency_prediction.h"
#include "engine/policy/routing/latency_gates.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Predicts the latencies on every instance and compares them with the request's targets. Instances
/// that meet them are packed (least headroom first) or levelled (most headroom first); if none
/// does, an idle one, else the one that misses least. Without targets: the lowest latency. Gates
/// may narrow the choice first.
class PredictedLatency : public RoutingPolicy {
 public:
  explicit PredictedLatency(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  /// Groups of instances, best first; only the best one that is not empty is scored. A request with
  /// one target has only meets, idle, and the bucket of that target. The gates remove.
  enum class Bucket : std::uint8_t { meets, idle, misses_tpot, misses_ttft, misses_both, removed };
  /// Target minus prediction, µs.
  struct Headroom {
    double ttft_us = 0, tpot_us = 0;
    Bucket bucket = Bucket::meets;
  };
  /// Magnitudes of one dimension within the chosen bucket.
  struct Range {
    double lowest, highest;
    [[nodiscard]] double position(double headroom_us) const;
  };

  void predict(const ClusterView& view);
  void pass_gates(const RequestFacts& request);
  [[nodiscard]] Bucket bucket_of(const ClusterView& view, std::size_t i) const;
  [[nodiscard]] Range range(Bucket bucket, double Headroom::*dimension) const;
  void score(const ClusterView& view);

  PrefixBelief belief_;
  LatencyPrediction prediction_;
  LatencyGates gates_;
  Draws error_draws_, pick_;
  double factor_, ttft_weight_, error_;
  bool pack_, proportional_;
  std::vector<Headroom> headrooms_;
  std::vector<double> ttft_us_;             ///< predicted
  std::vector<std::uint8_t> meets_, kept_;  ///< for the gates
  std::vector<double> scores_;
};

}  // namespace servesweep::engine
