#pragma once

#include "engine/policy/admission/admission_policy.h"

namespace servesweep::engine {

/// A bucket of prompt tokens that refills at a constant rate; a request enters if the bucket holds
/// its whole prompt. Starts full.
class TokenBucket : public AdmissionPolicy {
 public:
  explicit TokenBucket(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset() override;
  [[nodiscard]] bool admit(const ClusterView& view) override;

 private:
  double capacity_tokens_, refill_tokens_per_s_, level_tokens_ = 0;
  TimeUs last_refill_us_ = 0;
};

}  // namespace servesweep::engine
