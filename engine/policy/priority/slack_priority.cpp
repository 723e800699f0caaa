#include "engine/policy/priority/slack_priority.h"

#include <algorithm>

namespace servesweep::engine {

PolicyInfo SlackPriority::info() {
  PolicyInfo info = {
      .name = "slack",
      .what = "urgency rises as the TTFT deadline nears; who has missed it by far is demoted",
      .formula =
          "base(tier) + gain·clamp(1 − slack/(knee·target), 0, 1) + age_weight·age; "
          "floor + age_weight·age once slack < −hopeless_us; slack = target − age",
      .source = "Tempo (arXiv 2504.20068); deadline urgency of BLIS's scheduling track",
      .parameters = TierTargets::parameters({TierTargets::Kind::ttft})};
  const std::vector<ParameterInfo> further{
      real_parameter("base_critical", 0, -1e9, 1e9, "", "base of the critical tier"),
      real_parameter("base_standard", 0, -1e9, 1e9, "", "base of the standard tier"),
      real_parameter("base_sheddable", 0, -1e9, 1e9, "", "base of the sheddable tier"),
      real_parameter("gain", 10, 0, 1e9, "", "urgency at the deadline"),
      real_parameter("knee", 1, 0, 1, "",
                     "share of the target before the deadline in which urgency rises"),
      real_parameter("age_weight_per_us", 1e-6, 0, 1e3, "1/µs", "growth of everybody with age"),
      real_parameter("hopeless_us", 500e3, 0, 1e12, "µs",
                     "how far past its deadline a request is given up"),
      real_parameter("floor", -10, -1e9, 1e9, "", "base of requests that were given up")};
  info.parameters.insert(info.parameters.end(), further.begin(), further.end());
  return info;
}

SlackPriority::SlackPriority(const Parameters& parameters)
    : targets_(TierTargets::Kind::ttft, parameters),
      base_{parameters.real("base_critical"), parameters.real("base_standard"),
            parameters.real("base_sheddable")},
      gain_(parameters.real("gain")),
      knee_(parameters.real("knee")),
      age_weight_per_us_(parameters.real("age_weight_per_us")),
      hopeless_us_(parameters.real("hopeless_us")),
      floor_(parameters.real("floor")) {}

double SlackPriority::priority(const RequestFacts& request, const QueueView& view) const {
  const double age = age_us(request, view);
  const double target_us = targets_.target_us(request);
  const double slack_us = target_us - age;
  const double aged = age_weight_per_us_ * age;
  if (slack_us < -hopeless_us_) return floor_ + aged;
  const double base = base_[static_cast<std::size_t>(request.tier)];
  if (slack_us <= 0) return base + gain_ + aged;
  const double ramp_us = knee_ * target_us;
  const double urgency = slack_us < ramp_us ? 1 - slack_us / ramp_us : 0;
  return base + gain_ * urgency + aged;
}

}  // namespace servesweep::engine
