#pragma once

#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/routing/dispatch_ledger.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// One cost in KV blocks: prefill that must be done there minus credits for what its tiers hold,
/// plus the blocks that are active there. The cheapest instance wins, or one drawn by cost.
class KvCost : public RoutingPolicy {
 public:
  explicit KvCost(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  /// −cost.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  /// Blocks that the request will hold: its prompt and a share of its predicted output.
  [[nodiscard]] double own_blocks(const ClusterView& view) const;
  [[nodiscard]] double cost(const ClusterView& view, std::size_t i, double least_active) const;
  [[nodiscard]] InstanceId pick(const ClusterView& view);

  PrefixBelief belief_;
  DispatchLedger ledger_;
  Draws draws_;
  double credit_, credit_decay_, lower_tier_credit_, prefill_scale_, request_cost_, output_share_,
      temperature_;
  bool reported_, multiply_;
  std::vector<double> scores_, weights_;
};

}  // namespace servesweep::engine
