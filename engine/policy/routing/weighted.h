#pragma once

#include <memory>
#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/policy/routing/scorer.h"

namespace servesweep::engine {

/// Weighted sum of scorers, as llm-d and the Gateway API inference extension route; the first of
/// the best instances wins, or a random one of them. A scorer of weight 0 is as one that is not
/// there. Without scorers: prefix-affinity 3, queue-depth 2, kv-utilization 2.
class Weighted : public RoutingPolicy {
 public:
  explicit Weighted(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override;
  /// Other weights from now on, one per scorer, ≥ 0. Precondition: one is positive.
  void weigh(std::span<const double> weights);
  [[nodiscard]] std::span<const double> scores() const override { return totals_; }

 private:
  struct Part {
    std::unique_ptr<Scorer> scorer;
    double weight;  ///< normalised: the weights add up to 1
  };
  void sum_scores(const ClusterView& view);
  [[nodiscard]] InstanceId best(const ClusterView& view) const;
  [[nodiscard]] RoutingIntent intent(InstanceId chosen) const;

  std::vector<Part> parts_;
  std::vector<const PrefixBelief*> beliefs_;  ///< of the scorers that look at caches
  bool random_ties_;
  Draws ties_;
  std::vector<double> totals_;
};

}  // namespace servesweep::engine
