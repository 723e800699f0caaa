#include "engine/policy/chunking/slack_budget.h"

#include <limits>

#include "engine/policy/chunking/step_size.h"

namespace servesweep::engine {
namespace {

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// Prompt tokens that fit into a step of this length beside the decodes; may be negative.
double tokens_within(double step_us, const StepView& view) {
  const double left_us = step_us - view.cost.step_us(0, view.decoding);
  if (view.cost.prefill_us_per_token > 0) return left_us / view.cost.prefill_us_per_token;
  return left_us >= 0 ? kUnbounded : 0;
}

}  // namespace

PolicyInfo SlackBudget::info() {
  PolicyInfo info = {
      .name = "slack-budget",
      .what = "steps as long as the next request's slack and the decodes' target allow",
      .formula =
          "budget = decodes + max(1, min(clamp(t(slack_fraction·(deadline − now)), "
          "min_tokens, max_tokens), t(decode_target_us))); t(x) = (x − fixed µs − decode "
          "µs·decodes)/prefill µs per token",
      .source = "Sarathi-Serve, SLOs-Serve (arXiv 2504.08784), PolyServe (arXiv 2507.17769)",
      .parameters = {
          real_parameter("slack_fraction", 0.5, 0, 10, "",
                         "share of the next request's slack that one step may take"),
          integer_parameter("min_tokens", 512, 1, 1e9, "tokens",
                            "prompt tokens that a step may hold however little slack there is"),
          integer_parameter("max_tokens", 0, 0, 1e9, "tokens",
                            "most prompt tokens of a step; 0 = the engine's limit"),
          integer_parameter("late_tokens", 0, 0, 1e9, "tokens",
                            "prompt tokens once the next request is late; 0 = min_tokens"),
          real_parameter("decode_target_us", 0, 0, 1e12, "µs",
                         "longest step while requests are decoding (TPOT bound); 0 = none"),
          boolean_parameter("of_oldest", false,
                            "true: the slack of the waiting request that arrived first; false: of "
                            "the one that is served next"),
          real_parameter("no_chunk_below", 0, 0, 1, "",
                         "share of KV memory in use below which the limits per tier do not apply; "
                         "0 = they always do")}};
  for (ParameterInfo& parameter : TierTargets::parameters({TierTargets::Kind::ttft})) {
    info.parameters.push_back(std::move(parameter));
  }
  for (ParameterInfo& parameter : tier_parameters(0)) {
    info.parameters.push_back(std::move(parameter));
  }
  return info;
}

SlackBudget::SlackBudget(const Parameters& parameters)
    : PerClassChunking(parameters),
      targets_(TierTargets::Kind::ttft, parameters),
      slack_fraction_(parameters.real("slack_fraction")),
      min_tokens_(parameters.real("min_tokens")),
      max_tokens_(parameters.real("max_tokens")),
      late_tokens_(parameters.real("late_tokens")),
      decode_target_us_(parameters.real("decode_target_us")),
      no_chunk_below_(parameters.real("no_chunk_below")),
      of_oldest_(parameters.boolean("of_oldest")) {}

double SlackBudget::tokens_within_slack(const StepView& view) const {
  const RequestFacts* request = of_oldest_ ? view.oldest : view.next;
  if (request == nullptr) return kUnbounded;
  const double left_us = slack_us(*request, view);
  if (left_us <= 0) return late_tokens_;  // 0 is raised to min_tokens
  return tokens_within(slack_fraction_ * left_us, view);
}

double SlackBudget::tokens_within_decode_target(const StepView& view) const {
  if (decode_target_us_ == 0 || view.decoding == 0) return kUnbounded;
  return tokens_within(decode_target_us_, view);
}

/// The decodes' target goes before min_tokens; one prompt token is left, or prompts would never
/// end.
std::int32_t SlackBudget::step_tokens(const StepView& view) const {
  double prompt_tokens = std::max(tokens_within_slack(view), min_tokens_);
  if (max_tokens_ > 0) prompt_tokens = std::min(prompt_tokens, max_tokens_);
  prompt_tokens = std::min(prompt_tokens, tokens_within_decode_target(view));
  return step_size(std::max(prompt_tokens, 1.0), view);
}

}  // namespace servesweep::engine
