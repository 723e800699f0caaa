#include "engine/policy/admission/tier_shed.h"

#include <numeric>

namespace servesweep::engine {
namespace {

ParameterInfo limit(std::string name, double fallback, const std::string& tier) {
  return real_parameter(std::move(name), fallback, 0, 1e9, "requests",
                        "mean load per instance above which " + tier + " requests are rejected");
}

}  // namespace

PolicyInfo TierShed::info() {
  return {.name = "tier-shed",
          .what = "sheds tier after tier as the load rises",
          .formula = "reject iff mean load per instance > load limit of the tier",
          .source = "load thresholds per class as in BLIS's slo-gated, extended to every tier",
          .parameters = {limit("load_critical", 1e9, "critical"),
                         limit("load_standard", 64, "standard"),
                         limit("load_sheddable", 16, "sheddable")}};
}

TierShed::TierShed(const Parameters& parameters)
    : load_limit_{parameters.real("load_critical"), parameters.real("load_standard"),
                  parameters.real("load_sheddable")} {}

bool TierShed::admit(const ClusterView& view) {
  const std::int64_t total = std::accumulate(view.load.begin(), view.load.end(), std::int64_t{0});
  const double mean = static_cast<double>(total) / static_cast<double>(view.instances());
  return mean <= load_limit_[static_cast<std::size_t>(view.request.tier)];
}

}  // namespace servesweep::engine
