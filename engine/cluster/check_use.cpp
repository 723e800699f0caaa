#include "engine/cluster/check_use.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/kv/tier_orders.h"

namespace servesweep::engine {
namespace {

void check_tier_orders(const std::vector<TierSpec>& tiers) {
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    (void)make_tier_order(tiers[i].eviction, fmt::format("kv.tiers[{}].eviction", i));
  }
}

void check_tier_names(const std::vector<TierSpec>& tiers) {
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (tiers[i].name != tiers[j].name) continue;
      throw Problem("kv.tiers", fmt::format("two tiers are called '{}'", tiers[i].name), "",
                    "rename one of them");
    }
  }
}

void check_tiers(const Scenario& scenario, const OffloadPolicy& offload) {
  const std::string& policy = scenario.offload.policy;
  if (offload.copies() && scenario.kv.tiers.empty()) {
    throw Problem("offload.policy", fmt::format("'{}' has nowhere to copy to", policy),
                  "kv.tiers is empty", "name a tier under kv: {tiers: […]}");
  }
  if (!offload.copies() && !scenario.kv.tiers.empty()) {
    throw Problem("kv.tiers", "would stay empty",
                  fmt::format("offload policy '{}' copies nothing", policy),
                  "use offload policy write-through, selective or look-ahead, or remove the tiers");
  }
  if (offload.copies() && scenario.kv.cpu_blocks > 0) {
    throw Problem("kv.cpu_blocks", "would stay empty",
                  fmt::format("offload policy '{}' moves nothing there", policy),
                  "make it a tier under kv: {tiers: […]}, or use offload policy threshold");
  }
  check_tier_names(scenario.kv.tiers);
  check_tier_orders(scenario.kv.tiers);
}

[[noreturn]] void refuse_without_predictor(const std::string& field, const PolicySpec& spec) {
  throw Problem(field, fmt::format("'{}' needs predicted output lengths", spec.policy),
                "the predictor is none", "set cluster: {predictor: {kind: lognormal}}");
}

}  // namespace

void check_use(const Scenario& scenario, const ClusterPolicies& policies) {
  check_tiers(scenario, *policies.instance.offload);
  if (policies.instance.eviction->needs_oracle() &&
      scenario.predictor.kind != PredictorSpec::Kind::oracle) {
    throw Problem("eviction.policy", fmt::format("'{}' knows the future", scenario.eviction.policy),
                  "it is a bound, and the predictor is not the oracle",
                  "set cluster: {predictor: {kind: oracle}}, or use another policy");
  }
  if (scenario.predictor.kind != PredictorSpec::Kind::none) return;
  if (policies.instance.scheduling->needs_predictions()) {
    refuse_without_predictor("scheduling.policy", scenario.scheduling);
  }
  if (policies.instance.reservation->needs_predictions()) {
    refuse_without_predictor("reservation.policy", scenario.reservation);
  }
}

}  // namespace servesweep::engine
