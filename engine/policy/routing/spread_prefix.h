#pragma once

#include <vector>

#include "engine/policy/draws.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/routing_policy.h"

namespace servesweep::engine {

/// The longest match among instances that are not much busier than the others, else the fewest
/// requests: AIBrix's prefix-cache strategy. That one hashes blocks of four characters, about a
/// token each, so that index_block_tokens = 1 comes closest.
class SpreadPrefix : public RoutingPolicy {
 public:
  explicit SpreadPrefix(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] RoutingDecision route(const ClusterView& view) override;
  [[nodiscard]] bool needs_cache_directory() const override { return belief_.precise(); }
  /// Of instances with a match that may be used: its tokens, minus less than 1 for the load; of the
  /// others −1 − load; −∞ if not a candidate.
  [[nodiscard]] std::span<const double> scores() const override { return scores_; }

 private:
  void score(const ClusterView& view);

  PrefixBelief belief_;
  Draws ties_;
  double spread_, sigma_factor_;
  std::vector<double> scores_;
};

/// mean(load) + factor·sigma(load), sigma the population's standard deviation. Precondition: not
/// empty.
[[nodiscard]] double highest_usual_load(std::span<const std::int32_t> load, double factor);

}  // namespace servesweep::engine
