#pragma once

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/admission/graded_shedding.h"
#include "engine/policy/latency_prediction.h"

namespace servesweep::engine {

/// Two reasons to refuse, either of which suffices: the pool is full, at random and smoothly; or
/// the request would get its first token too late anyway. The class's share weighs both: half a
/// share halves the probability and doubles the allowed delay. Critical requests always enter, and
/// a class without a target can only be shed.
class GradedPredictive : public AdmissionPolicy {
 public:
  explicit GradedPredictive(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  [[nodiscard]] bool is_hopeless(const ClusterView& view) const;

  GradedShedding shedding_;
  LatencyPrediction prediction_;
  double factor_;
};

}  // namespace servesweep::engine
