#include "engine/policy/admission/predicted_ttft.h"

namespace servesweep::engine {
namespace {

ParameterInfo target(std::string name, double fallback, const std::string& tier) {
  return real_parameter(std::move(name), fallback, 0, 1e12, "µs",
                        "target of " + tier + " requests whose class has none; 0 = always enter");
}

}  // namespace

PolicyInfo PredictedTtft::info() {
  return {
      .name = "predicted-ttft",
      .what = "early rejection of requests that would get their first token too late anyway",
      .formula =
          "reject iff time since arrival + min over instances of (rest of the step + steps·step "
          "time + prefill·(backlog + own tokens)) > factor·target",
      .source = "Qin et al., Mooncake, FAST 2025 (paper; not in the released code)",
      .parameters = {
          real_parameter("factor", 1, 0, 1e6, "", "margin on the target"),
          integer_parameter("tier", 0, 0, 2, "",
                            "subject to rejection: 0 = everybody, 1 = standard and sheddable, "
                            "2 = sheddable only"),
          target("target_critical_us", 500'000, "critical"),
          target("target_standard_us", 2'000'000, "standard"),
          target("target_sheddable_us", 10'000'000, "sheddable"),
          real_parameter("cached_share", 0, 0, 1, "",
                         "share of the prompt assumed to be cached where it will go"),
          LatencyPrediction::parameter()}};
}

PredictedTtft::PredictedTtft(const Parameters& parameters)
    : prediction_(parameters),
      tier_target_us_{parameters.real("target_critical_us"), parameters.real("target_standard_us"),
                      parameters.real("target_sheddable_us")},
      factor_(parameters.real("factor")),
      cached_share_(parameters.real("cached_share")),
      first_tier_(parameters.integer("tier")) {}

double PredictedTtft::target_us(const RequestFacts& request) const {
  if (request.ttft_target_us > 0) return static_cast<double>(request.ttft_target_us);
  return tier_target_us_[static_cast<std::size_t>(request.tier)];
}

bool PredictedTtft::admit(const ClusterView& view) {
  const RequestFacts& request = view.request;
  if (static_cast<std::int64_t>(request.tier) < first_tier_) return true;
  const double target = target_us(request);
  if (target == 0) return true;
  const double own_tokens = (1 - cached_share_) * request.input_tokens;
  return prediction_.first_token_us(view, own_tokens) <= factor_ * target;
}

}  // namespace servesweep::engine
