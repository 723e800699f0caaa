#pragma once

#include <cstdint>
#include <span>

#include "engine/policy/draws.h"
#include "engine/policy/routing/prefix_belief.h"

namespace servesweep::engine {

/// Sticky until saturated: keeps only the instances that hold at least a share `theta` of the
/// prompt, unless there are none, or the least backlog among them costs more than `penalty_us`
/// longer than the least among the others. Source: llm-d prefix-cache-affinity filter.
class AffinityGate {
 public:
  struct Spec {
    double theta = 0;          ///< 0 = the gate is open to all
    double penalty_us = 0;     ///< 0 = whatever it costs
    double explore_share = 0;  ///< share of requests for which it is open
  };
  AffinityGate(Spec spec, Draws explore) : spec_(spec), explore_(explore) {}

  [[nodiscard]] bool open() const { return spec_.theta <= 0; }
  [[nodiscard]] bool is_sticky(const PrefixBelief& belief, std::size_t instance) const {
    return belief.hit_share(instance) >= spec_.theta;
  }
  /// Clears the mark of the instances that are not kept; those without a mark are not looked at.
  /// `backlog`: what a request would wait for, of which an instance does `per_us` in 1 µs.
  void narrow(const RequestFacts& request, const PrefixBelief& belief,
              std::span<const double> backlog, double per_us, std::span<std::uint8_t> kept) const;

 private:
  Spec spec_;
  Draws explore_;
};

}  // namespace servesweep::engine
