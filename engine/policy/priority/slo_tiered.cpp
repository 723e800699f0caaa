#include "engine/policy/priority/slo_tiered.h"

#include <algorithm>

namespace servesweep::engine {

std::vector<ParameterInfo> SloTiered::tier_parameters() {
  return {real_parameter("base_critical", 10, -1e9, 1e9, "", "base of the critical tier"),
          real_parameter("base_standard", 5, -1e9, 1e9, "", "base of the standard tier"),
          real_parameter("base_sheddable", 1, -1e9, 1e9, "", "base of the sheddable tier"),
          real_parameter("age_weight_per_us", 1e-5, 0, 1e3, "1/µs", "growth of urgency with age"),
          real_parameter("threshold_standard_us", 100000, 0, 1e12, "µs",
                         "age at which standard requests begin to gain urgency"),
          real_parameter("threshold_sheddable_us", 200000, 0, 1e12, "µs",
                         "age at which sheddable requests begin to gain urgency")};
}

PolicyInfo SloTiered::info() {
  return {
      .name = "slo-tiered",
      .what = "a base per tier plus urgency that grows past the tier's age threshold",
      .formula = "base(tier) + max(0, age_weight·(age − threshold(tier))); critical threshold 0",
      .source = "BLIS",
      .parameters = tier_parameters()};
}

SloTiered::SloTiered(const Parameters& parameters)
    : base_critical_(parameters.real("base_critical")),
      base_standard_(parameters.real("base_standard")),
      base_sheddable_(parameters.real("base_sheddable")),
      age_weight_per_us_(parameters.real("age_weight_per_us")),
      threshold_standard_us_(parameters.real("threshold_standard_us")),
      threshold_sheddable_us_(parameters.real("threshold_sheddable_us")) {}

double SloTiered::base(SloTier tier) const {
  return tier == SloTier::critical   ? base_critical_
         : tier == SloTier::standard ? base_standard_
                                     : base_sheddable_;
}

double SloTiered::urgency(const RequestFacts& request, const QueueView& view) const {
  const double threshold_us = request.tier == SloTier::critical   ? 0
                              : request.tier == SloTier::standard ? threshold_standard_us_
                                                                  : threshold_sheddable_us_;
  return std::max(0.0, age_weight_per_us_ * (age_us(request, view) - threshold_us));
}

double SloTiered::priority(const RequestFacts& request, const QueueView& view) const {
  return base(request.tier) + urgency(request, view);
}

}  // namespace servesweep::engine
