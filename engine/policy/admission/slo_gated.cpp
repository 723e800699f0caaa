#include "engine/policy/admission/slo_gated.h"

#include <numeric>

namespace servesweep::engine {

PolicyInfo SloGated::info() {
  return {.name = "slo-gated",
          .what = "sheds the sheddable tier under load",
          .formula = "reject iff tier = sheddable and mean load per instance > load_threshold",
          .source = "BLIS",
          .parameters = {real_parameter("load_threshold", 8, 0, 1e9, "requests",
                                        "mean load per instance above which sheddable requests "
                                        "are rejected")}};
}

SloGated::SloGated(const Parameters& parameters)
    : load_threshold_(parameters.real("load_threshold")) {}

bool SloGated::admit(const ClusterView& view) {
  if (view.request.tier != SloTier::sheddable) return true;
  const std::int64_t total = std::accumulate(view.load.begin(), view.load.end(), std::int64_t{0});
  return static_cast<double>(total) / static_cast<double>(view.instances()) <= load_threshold_;
}

}  // namespace servesweep::engine
