#pragma once

#include "engine/policy/admission/admission_policy.h"

namespace servesweep::engine {

/// Everybody enters.
class AlwaysAdmit : public AdmissionPolicy {
 public:
  explicit AlwaysAdmit(const Parameters&) {}
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;
};

}  // namespace servesweep::engine
