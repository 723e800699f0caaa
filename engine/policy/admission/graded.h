#pragma once

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/admission/graded_shedding.h"

namespace servesweep::engine {

/// Sheds with a probability that rises smoothly with the saturation of the pool: a cliff without
/// the oscillation. Critical requests always enter.
class Graded : public AdmissionPolicy {
 public:
  explicit Graded(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override { return !shedding_.sheds(view); }

 private:
  GradedShedding shedding_;
};

}  // namespace servesweep::engine
