#include "engine/policy/admission/regime_gate.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kRegimeGateDraw("admission.regime-gate");

}  // namespace

PolicyInfo RegimeGate::info() {
  PolicyInfo info{.name = "regime-gate",
                  .what = "sheds a share of the lower tiers while the pool is overloaded",
                  .formula =
                      "reject with probability share(tier) iff overloaded; critical "
                      "requests always enter; " +
                      PoolRegime::formula(),
                  .source = "BLIS (admission above a load of 0.8); hysteresis is ours",
                  .parameters = PoolRegime::parameters()};
  info.parameters.push_back(real_parameter("sheddable_share", 1, 0, 1, "",
                                           "of sheddable requests, rejected in overload"));
  info.parameters.push_back(
      real_parameter("standard_share", 0, 0, 1, "", "of standard requests, rejected in overload"));
  info.parameters.push_back(seed_parameter());
  return info;
}

RegimeGate::RegimeGate(const Parameters& parameters)
    : pool_(parameters), draws_(parameters, kRegimeGateDraw), share_{} {
  share_[static_cast<std::size_t>(SloTier::standard)] = parameters.real("standard_share");
  share_[static_cast<std::size_t>(SloTier::sheddable)] = parameters.real("sheddable_share");
}

bool RegimeGate::admit(const ClusterView& view) {
  if (pool_.offer(view) != Regime::overloaded) return true;
  const double share = share_[static_cast<std::size_t>(view.request.tier)];
  return share == 0 || draws_.uniform(view.request) >= share;
}

}  // namespace servesweep::engine
