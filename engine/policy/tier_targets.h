#pragma once

#include <array>

#include "engine/policy/parameters.h"
#include "engine/signal/request_facts.h"

namespace servesweep::engine {

/// Latency targets of requests, µs from arrival: what the class says, else a parameter per tier, so
/// that policies which work with deadlines need no workload with targets.
class TierTargets {
 public:
  enum class Kind { ttft, e2e };

  /// `ttft_target_<tier>_us` or `e2e_target_<tier>_us`, to be declared in PolicyInfo::parameters.
  [[nodiscard]] static std::vector<ParameterInfo> parameters(Kind kind);

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
  std::array<double, kSloTiers> fallback_us_;  ///< indexed by SloTier
};

}  // namespace servesweep::engine
