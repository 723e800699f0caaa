#include "engine/policy/tier_targets.h"

#include <fmt/format.h>

namespace servesweep::engine {
namespace {

constexpr std::array<const char*, kSloTiers> kTierNames{"critical", "standard", "sheddable"};
constexpr std::array<double, kSloTiers> kTtftUs{100e3, 250e3, 1e6};
constexpr std::array<double, kSloTiers> kE2eUs{5e6, 10e6, 30e6};

std::string parameter_name(TierTargets::Kind kind, std::size_t tier) {
  return fmt::format("{}_target_{}_us", kind == TierTargets::Kind::ttft ? "ttft" : "e2e",
                     kTierNames[tier]);
}

}  // namespace

std::vector<ParameterInfo> TierTargets::parameters(std::initializer_list<Kind> kinds) {
  std::vector<ParameterInfo> infos;
  for (const Kind kind : kinds) {
    const bool ttft = kind == Kind::ttft;
    for (std::size_t tier = 0; tier < kSloTiers; ++tier) {
      infos.push_back(real_parameter(parameter_name(kind, tier), (ttft ? kTtftUs : kE2eUs)[tier], 1,
                                     1e12, "µs",
                                     fmt::format("{} target of {} requests whose class has none",
                                                 ttft ? "TTFT" : "E2E", kTierNames[tier])));
    }
  }
  infos.push_back(boolean_parameter("class_targets", true,
                                    "a class's own target comes first; false: it is ignored"));
  return infos;
}

TierTargets::TierTargets(Kind kind, const Parameters& parameters)
    : kind_(kind),
      class_targets_(parameters.boolean("class_targets")),
      fallback_us_{parameters.real(parameter_name(kind, 0)),
                   parameters.real(parameter_name(kind, 1)),
                   parameters.real(parameter_name(kind, 2))} {}

double TierTargets::target_us(const RequestFacts& request) const {
  const TimeUs of_class = kind_ == Kind::ttft ? request.ttft_target_us : request.e2e_target_us;
  if (class_targets_ && of_class > 0) return static_cast<double>(of_class);
  return fallback_us_[static_cast<std::size_t>(request.tier)];
}

}  // namespace servesweep::engine
