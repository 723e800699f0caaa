#pragma once

#include <array>

#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/latency_prediction.h"

namespace servesweep::engine {

/// Early rejection: a request that would miss its target of the time to the first token even on the
/// best instance is not worth the work. The router has not spoken yet, so the cached part of the
/// prompt is an assumption.
class PredictedTtft : public AdmissionPolicy {
 public:
  explicit PredictedTtft(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  /// Of the request's class, else of its tier; 0 = none.
  [[nodiscard]] double target_us(const RequestFacts& request) const;

  LatencyPrediction prediction_;
  std::array<double, kSloTiers> tier_target_us_;  ///< by SloTier
  double factor_, cached_share_;
  std::int64_t first_tier_;
};

}  // namespace servesweep::engine
