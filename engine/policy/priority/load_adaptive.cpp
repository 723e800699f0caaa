#include "engine/policy/priority/load_adaptive.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo LoadAdaptive::info() {
  PolicyInfo info = {.name = "load-adaptive",
                     .what = "the SLO cascade whose bases spread with the length of the queue",
                     .formula =
                         "base_sheddable + g·(base(tier) − base_sheddable) + urgency; "
                         "g = clamp((waiting − low)/(high − low), 0, 1)",
                     .source = "BLIS",
                     .parameters = tier_parameters()};
  info.parameters.push_back(real_parameter("low_depth", 2, 0, 1e9, "requests",
                                           "queue length at which the tiers begin to spread"));
  info.parameters.push_back(real_parameter("high_depth", 15, 0, 1e9, "requests",
                                           "queue length from which the full cascade applies"));
  return info;
}

LoadAdaptive::LoadAdaptive(const Parameters& parameters)
    : SloTiered(parameters),
      low_depth_(parameters.real("low_depth")),
      high_depth_(parameters.real("high_depth")) {}

double LoadAdaptive::load_fraction(std::int32_t waiting) const {
  if (high_depth_ > low_depth_) {
    return std::clamp((waiting - low_depth_) / (high_depth_ - low_depth_), 0.0, 1.0);
  }
  return waiting > 0 ? 1.0 : 0.0;
}

double LoadAdaptive::priority(const RequestFacts& request, const QueueView& view) const {
  const double lowest = base(SloTier::sheddable);
  const double spread = load_fraction(view.waiting) * (base(request.tier) - lowest);
  const double adapted = request.tier == SloTier::sheddable ? lowest : lowest + spread;
  return adapted + urgency(request, view);
}

}  // namespace servesweep::engine
