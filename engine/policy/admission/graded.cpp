#include "engine/policy/admission/graded.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kDraw("admission.graded");

}  // namespace

PolicyInfo Graded::info() {
  PolicyInfo info{.name = "graded",
                  .what = "sheds sheddable requests at random, more of them the fuller the pool",
                  .formula =
                      "s as in saturation-cliff; P = min(1, gain·s^power); reject sheddable "
                      "requests with probability P, standard ones with standard_share·P",
                  .source = "llm-d router, probabilistic admitter (standard_share = 0)",
                  .parameters = PoolSaturation::parameters()};
  info.parameters.push_back(
      real_parameter("gain", 300, 0, 1e9, "", "probability at saturation 1, before the limit"));
  info.parameters.push_back(
      real_parameter("power", 5, 0, 64, "", "how sharply the probability rises"));
  info.parameters.push_back(real_parameter("standard_share", 0, 0, 1, "",
                                           "probability of standard requests relative to "
                                           "sheddable ones; 0 = they always enter"));
  info.parameters.push_back(seed_parameter());
  return info;
}

Graded::Graded(const Parameters& parameters)
    : saturation_(parameters),
      draws_(parameters, kDraw),
      gain_(parameters.real("gain")),
      power_(parameters.real("power")),
      standard_share_(parameters.real("standard_share")) {}

bool Graded::admit(const ClusterView& view) {
  const SloTier tier = view.request.tier;
  const double share = tier == SloTier::sheddable  ? 1
                       : tier == SloTier::standard ? standard_share_
                                                   : 0;
  if (share == 0) return true;
  const double probability = std::min(1.0, gain_ * std::pow(saturation_.of(view), power_));
  return draws_.uniform(view.request) >= share * probability;
}

}  // namespace servesweep::engine
