#pragma once

#include "engine/policy/admission/admission_policy.h"

namespace servesweep::engine {

/// Nobody enters: a negative control.
class RejectAll : public AdmissionPolicy {
 public:
  explicit RejectAll(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;
};

}  // namespace servesweep::engine
