#include "engine/policy/priority/slo_piecewise.h"

#include <fmt/format.h>

#include <algorithm>

namespace servesweep::engine {
namespace {

constexpr std::array<const char*, kSloTiers> kSloTierNames{"critical", "standard", "sheddable"};
constexpr std::array<double, kSloTiers> kBases{10, 5, 1};
constexpr std::array<double, kSloTiers> kThresholds1Us{0, 100e3, 200e3};
constexpr std::array<double, kSloTiers> kThresholds2Us{50e3, 250e3, 1e6};

}  // namespace

PolicyInfo SloPiecewise::info() {
  PolicyInfo info = {
      .name = "slo-piecewise",
      .what = "a base per tier, and urgency that grows with one slope, then with another",
      .formula =
          "base(tier) + slope_1·max(0, min(age, threshold_2) − threshold_1) + "
          "slope_2·max(0, age − threshold_2)",
      .source = "deadline urgency of BLIS's scheduling track; slo-tiered with a second slope",
      .parameters = {}};
  for (std::size_t i = 0; i < kSloTiers; ++i) {
    const auto add = [&](const char* pattern, double fallback, double lowest, double highest,
                         const char* unit, const char* meaning) {
      info.parameters.push_back(
          real_parameter(fmt::format(fmt::runtime(pattern), kSloTierNames[i]), fallback, lowest,
                         highest, unit, fmt::format(fmt::runtime(meaning), kSloTierNames[i])));
    };
    add("base_{}", kBases[i], -1e9, 1e9, "", "base of the {} tier");
    add("threshold_1_{}_us", kThresholds1Us[i], 0, 1e12, "µs",
        "age at which {} requests begin to gain urgency");
    add("slope_1_{}_per_us", 1e-5, 0, 1e3, "1/µs", "their growth until the second threshold");
    add("threshold_2_{}_us", kThresholds2Us[i], 0, 1e12, "µs",
        "age from which the second slope holds for {} requests");
    add("slope_2_{}_per_us", 1e-4, 0, 1e3, "1/µs", "their growth from then on");
  }
  return info;
}

SloPiecewise::SloPiecewise(const Parameters& parameters) {
  for (std::size_t i = 0; i < kSloTiers; ++i) {
    const char* tier = kSloTierNames[i];
    curves_[i] = {.base = parameters.real(fmt::format("base_{}", tier)),
                  .threshold_1_us = parameters.real(fmt::format("threshold_1_{}_us", tier)),
                  .slope_1_per_us = parameters.real(fmt::format("slope_1_{}_per_us", tier)),
                  .threshold_2_us = parameters.real(fmt::format("threshold_2_{}_us", tier)),
                  .slope_2_per_us = parameters.real(fmt::format("slope_2_{}_per_us", tier))};
  }
}

double SloPiecewise::priority(const RequestFacts& request, const QueueView& view) const {
  const Curve& curve = curves_[static_cast<std::size_t>(request.tier)];
  const double age = age_us(request, view);
  const double early_us = std::max(0.0, std::min(age, curve.threshold_2_us) - curve.threshold_1_us);
  const double late_us = std::max(0.0, age - curve.threshold_2_us);
  return curve.base + curve.slope_1_per_us * early_us + curve.slope_2_per_us * late_us;
}

}  // namespace servesweep::engine
