#include "engine/policy/admission/graded_predictive.h"

namespace servesweep::engine {
namespace {

constexpr StreamPurpose kGradedPredictiveDraw("admission.graded_predictive");

}  // namespace

PolicyInfo GradedPredictive::info() {
  PolicyInfo info{.name = "graded-predictive",
                  .what = "sheds at random as the pool fills, and who would be late anyway",
                  .formula =
                      "reject as graded, or iff time since arrival + least predicted TTFT of any "
                      "instance (as predicted-ttft) > factor·target/share; share = 1 sheddable, "
                      "standard_share standard, 0 critical",
                  .source =
                      "llm-d router, probabilistic admitter, joined with the early rejection of "
                      "Mooncake (Qin et al., FAST 2025)",
                  .parameters = GradedShedding::parameters()};
  info.parameters.push_back(
      real_parameter("factor", 1, 0, 1e6, "", "margin on the target of the class"));
  info.parameters.push_back(LatencyPrediction::parameter());
  return info;
}

GradedPredictive::GradedPredictive(const Parameters& parameters)
    : shedding_(parameters, kGradedPredictiveDraw),
      prediction_(parameters),
      factor_(parameters.real("factor")) {}

bool GradedPredictive::admit(const ClusterView& view) {
  return !is_hopeless(view) && !shedding_.sheds(view);
}

bool GradedPredictive::is_hopeless(const ClusterView& view) const {
  const RequestFacts& request = view.request;
  const double share = shedding_.share(request.tier);
  if (share == 0 || request.ttft_target_us == 0) return false;
  const double allowed_us = factor_ * static_cast<double>(request.ttft_target_us) / share;
  return prediction_.first_token_us(view, request.input_tokens) > allowed_us;
}

}  // namespace servesweep::engine
