#pragma once

#include "engine/policy/admission/admission_policy.h"

namespace servesweep::engine {

/// Turns sheddable requests away while the mean load per instance is above a threshold.
class SloGated : public AdmissionPolicy {
 public:
  explicit SloGated(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  double load_threshold_;
};

}  // namespace servesweep::engine
