#include "engine/policy/admission/graded_shedding.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

GradedShedding::GradedShedding(const Parameters& parameters, StreamPurpose purpose)
    : saturation_(parameters),
      draws_(parameters, purpose),
      gain_(parameters.real("gain")),
      power_(parameters.real("power")),
      standard_share_(parameters.real("standard_share")) {}

std::vector<ParameterInfo> GradedShedding::parameters() {
  std::vector<ParameterInfo> all = PoolSaturation::parameters();
  all.push_back(
      real_parameter("gain", 300, 0, 1e9, "", "probability at saturation 1, before the limit"));
  all.push_back(real_parameter("power", 5, 0, 64, "", "how sharply the probability rises"));
  all.push_back(real_parameter("standard_share", 0, 0, 1, "",
                               "probability of standard requests relative to sheddable ones; 0 = "
                               "they always enter"));
  all.push_back(seed_parameter());
  return all;
}

double GradedShedding::share(SloTier tier) const {
  if (tier == SloTier::critical) return 0;
  return tier == SloTier::sheddable ? 1 : standard_share_;
}

bool GradedShedding::sheds(const ClusterView& view) const {
  const double of_tier = share(view.request.tier);
  if (of_tier == 0) return false;
  const double probability = std::min(1.0, gain_ * std::pow(saturation_.of(view), power_));
  return draws_.uniform(view.request) < of_tier * probability;
}

}  // namespace servesweep::engine
