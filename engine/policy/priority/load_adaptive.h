#pragma once

#include "engine/policy/priority/slo_tiered.h"

namespace servesweep::engine {

/// The SLO cascade whose bases spread only under load: with an empty queue all tiers are alike,
/// with a long one the full cascade applies.
class LoadAdaptive : public SloTiered {
 public:
  explicit LoadAdaptive(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] double priority(const RequestFacts& request, const QueueView& view) const override;

 private:
  [[nodiscard]] double load_fraction(std::int32_t waiting) const;

  double low_depth_, high_depth_;
};

}  // namespace servesweep::engine
