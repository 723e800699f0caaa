#pragma once

#include <array>
#include <initializer_list>

#include "engine/policy/parameters.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// Latency targets of requests, µs from arrival: what the class says, else a parameter per tier, so
/// that policies which work with deadlines need no workload with targets. With `class_targets`
/// false the parameters hold for everybody: a deadline that the operator sets for the fleet's tail
/// is no promise to a client.
class TierTargets {
 public:
  enum class Kind { ttft, e2e };

  /// `ttft_target_<tier>_us` or `e2e_target_<tier>_us` for each kind, and `class_targets` once, to
  /// be declared in PolicyInfo::parameters.
  [[nodiscard]] static std::vector<ParameterInfo> parameters(std::initializer_list<Kind> kinds);

  /// Precondition: the parameters above are declared.
  TierTargets(Kind kind, const Parameters& parameters);

  /// Target of a request, µs from its arrival.
  [[nodiscard]] double target_us(const RequestFacts& request) const;
  /// When the target is due, µs since the start of the run.
  [[nodiscard]] double deadline_us(const RequestFacts& request) const {
    return static_cast<double>(request.arrival_us) + target_us(request);
  }

 private:
  Kind kind_;
  bool class_targets_;
  std::array<double, kSloTiers> fallback_us_;  ///< indexed by SloTier
};

}  // namespace servesweep::engine
