#pragma once

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/admission/pool_saturation.h"
#include "engine/policy/draws.h"

namespace servesweep::engine {

/// Sheds with a probability that rises smoothly with the saturation of the pool: a cliff without
/// the oscillation. Critical requests always enter.
class Graded : public AdmissionPolicy {
 public:
  explicit Graded(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  PoolSaturation saturation_;
  Draws draws_;
  double gain_, power_, standard_share_;
};

}  // namespace servesweep::engine
