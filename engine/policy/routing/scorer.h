#pragma once

#include <algorithm>
#include <span>

#include "engine/policy/parameters.h"
#include "engine/policy/routing/prefix_belief.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// One aspect of an instance's suitability, as weighted routing adds them up.
class Scorer {
 public:
  virtual ~Scorer() = default;
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t) {}
  /// Writes one score per instance; values outside [0, 1] are clamped by the caller.
  virtual void score(const ClusterView& view, std::span<double> scores) = 0;
  /// The decision that was taken, for scorers that keep a memory.
  virtual void routed(const ClusterView&, InstanceId) {}
  /// What the last score() believed of the caches; null for scorers that look at none. The same
  /// object over the scorer's life.
  [[nodiscard]] virtual const PrefixBelief* belief() const { return nullptr; }
  /// As RoutingPolicy::needs_cache_directory().
  [[nodiscard]] virtual bool needs_cache_directory() const { return false; }
};

/// Scores that prefer small amounts: 1 for the smallest, 0 for the largest, linear between; 1 for
/// all if they are equal. `amount_of(i)`: an int32 of instance i. Precondition: not empty.
template <class AmountOf>
void fewest_first(std::span<double> scores, const AmountOf& amount_of) {
  std::int32_t smallest = amount_of(0), largest = smallest;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    smallest = std::min(smallest, amount_of(i));
    largest = std::max(largest, amount_of(i));
  }
  if (smallest == largest) {
    std::ranges::fill(scores, 1.0);
    return;
  }
  const double top = largest, range = top - smallest;
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = (top - amount_of(i)) / range;
}

/// The `weight` parameter that every scorer declares.
[[nodiscard]] ParameterInfo scorer_weight();

}  // namespace servesweep::engine
