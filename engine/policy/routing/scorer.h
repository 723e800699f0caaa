#pragma once

#include "engine/policy/parameters.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/policy/routing/score_sum.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// One aspect of an instance's suitability, as weighted routing adds them up.
class Scorer {
 public:
  virtual ~Scorer() = default;
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t) {}
  /// Adds one score per instance, once: several for one add up. Values outside [0, 1] count as the
  /// nearer of these.
  virtual void score(const ClusterView& view, ScoreSum scores) = 0;
  /// The decision that was taken, for scorers that keep a memory.
  virtual void routed(const ClusterView&, InstanceId) {}
  /// What the last score() believed of the caches; null for scorers that look at none. The same
  /// object over the scorer's life.
  [[nodiscard]] virtual const PrefixBelief* belief() const { return nullptr; }
  /// As RoutingPolicy::needs_cache_directory().
  [[nodiscard]] virtual bool needs_cache_directory() const { return false; }
};

/// The `weight` parameter that every scorer declares.
[[nodiscard]] ParameterInfo scorer_weight();

}  // namespace servesweep::engine
