#pragma once

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// The SLO cascade: a base per tier, and urgency that grows linearly once a request is older than
/// its tier's threshold (critical: at once). Ageing is what keeps the lower tiers from starving.
class SloTiered : public PriorityPolicy {
 public:
  explicit SloTiered(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  [[nodiscard]] bool older_first_within_tier() const override { return age_weight_per_us_ >= 0; }

 protected:
  [[nodiscard]] static std::vector<ParameterInfo> tier_parameters();
  [[nodiscard]] double base(SloTier tier) const;
  [[nodiscard]] double urgency(const RequestFacts& request, const QueueView& view) const;

 private:
  double base_critical_, base_standard_, base_sheddable_;
  double age_weight_per_us_, threshold_standard_us_, threshold_sheddable_us_;
};

}  // namespace servesweep::engine
