#include "engine/policy/priority/static_tier.h"

namespace servesweep::engine {

PolicyInfo StaticTier::info() {
  return {.name = "static-tier",
          .what = "a constant per tier, without age: lower tiers may starve",
          .formula = "value(tier)",
          .source = "vLLM --scheduling-policy priority (smaller is more urgent there)",
          .parameters = {
              real_parameter("critical", 2, -1e9, 1e9, "", "priority of the critical tier"),
              real_parameter("standard", 1, -1e9, 1e9, "", "priority of the standard tier"),
              real_parameter("sheddable", 0, -1e9, 1e9, "", "priority of the sheddable tier")}};
}

StaticTier::StaticTier(const Parameters& parameters)
    : value_{parameters.real("critical"), parameters.real("standard"),
             parameters.real("sheddable")} {}

double StaticTier::priority(const RequestFacts& request, const QueueView&) const {
  return value_[static_cast<std::size_t>(request.tier)];
}

}  // namespace servesweep::engine
