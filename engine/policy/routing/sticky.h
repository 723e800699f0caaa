#pragma once

#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/routing/affinity_gate.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// Sticky until saturated: a request stays where its prefix is until the prompt tokens in flight
/// there would delay it by `penalty_us` more than elsewhere; within the instances that remain, the
/// least uncached work including its own wins. Joins cache and compute state in one unit, tokens.
class Sticky : public RoutingPolicy {
 public:
  explicit Sticky(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  /// −1 for instances that the filter removed.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  [[nodiscard]] double prefill_tokens_per_us(const ClusterView& view) const;
  void narrow(const ClusterView& view);
  void score(const ClusterView& view);
  [[nodiscard]] RoutingIntent intent(InstanceId chosen) const;

  PrefixBelief belief_;
  AffinityGate gate_;
  Draws ties_;
  double peak_tokens_per_s_, request_share_, cap_tokens_;
  std::vector<double> backlog_tokens_;
  std::vector<std::uint8_t> kept_;
  std::vector<double> scores_;
};

}  // namespace servesweep::engine
