#pragma once

#include "engine/policy/priority/priority_policy.h"

namespace servesweep::engine {

/// The router's hint about the urgency of a request, plus age: the gateway knows the whole cluster,
/// the instance knows how long the request has waited.
class IntentHint : public PriorityPolicy {
 public:
  explicit IntentHint(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;
  /// Hints may differ within a tier.
  [[nodiscard]] bool older_first_within_tier() const override { return hint_weight_ == 0; }

 private:
  double hint_weight_, age_weight_per_us_;
};

}  // namespace servesweep::engine
