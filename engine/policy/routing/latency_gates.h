#pragma once

#include <vector>

#include "engine/policy/routing/affinity_gate.h"

namespace servesweep::engine {

/// Three filters in front of a choice by predicted latency: an affinity gate for almost whole hits,
/// a tier of instances that meet the request's targets, and an affinity gate among those that are
/// left. Source: llm-d predicted-latency preset (0.99; 1 %; 0.80 with 5 s).
class LatencyGates {
 public:
  /// Reads the parameters of parameters(), and `seed`.
  explicit LatencyGates(const Parameters& parameters);
  [[nodiscard]] static std::vector<ParameterInfo> parameters();

  /// True if it would keep everybody for every request.
  [[nodiscard]] bool open() const { return !any_; }
  /// Clears the mark of the instances that are not kept. Per instance: predicted time to the first
  /// token, and whether the predictions meet the targets.
  void narrow(const RequestFacts& request, const PrefixBelief& belief,
              std::span<const double> ttft_us, std::span<const std::uint8_t> meets,
              std::span<std::uint8_t> kept) const;

 private:
  /// Keeps those that meet the targets, or a share of requests for those that do not, if there are
  /// both.
  void keep_tier(const RequestFacts& request, std::span<const std::uint8_t> meets,
                 std::span<std::uint8_t> kept) const;

  AffinityGate outer_, inner_;
  Draws tier_draws_;
  double tier_explore_share_;
  bool any_;
};

}  // namespace servesweep::engine
