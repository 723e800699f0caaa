#pragma once

#include <array>

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/draws.h"
#include "engine/policy/pool_regime.h"

namespace servesweep::engine {

/// Sheds a share of the lower tiers while the pool is overloaded, and nobody else. The regime
/// follows from what arrives, rejected or not, so that shedding does not end it.
class RegimeGate : public AdmissionPolicy {
 public:
  explicit RegimeGate(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset() override { pool_.reset(); }
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  PoolRegime pool_;
  Draws draws_;
  std::array<double, kSloTiers> share_;  ///< rejected in overload, by SloTier
};

}  // namespace servesweep::engine
