#pragma once

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/admission/pool_saturation.h"

namespace servesweep::engine {

/// Sheddable requests are rejected from the saturation of the pool on, all others enter. With old
/// reports it oscillates.
class SaturationCliff : public AdmissionPolicy {
 public:
  explicit SaturationCliff(const Parameters& parameters) : saturation_(parameters) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  PoolSaturation saturation_;
};

}  // namespace servesweep::engine
