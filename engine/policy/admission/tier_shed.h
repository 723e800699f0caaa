#pragma once

#include <array>

#include "engine/policy/admission/admission_policy.h"

namespace servesweep::engine {

/// Every tier has its own limit of the mean load per instance: what matters least is turned away
/// first.
class TierShed : public AdmissionPolicy {
 public:
  explicit TierShed(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  std::array<double, kSloTiers> load_limit_;  ///< by SloTier
};

}  // namespace servesweep::engine
