#include "engine/policy/reservation/share_reservation.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::engine {
namespace {

/// Tokens that SGLang expects each request to generate after a preemption, at least.
constexpr double kStepsAhead = 20;

}  // namespace

PolicyInfo ShareReservation::info() {
  return {
      .name = "share",
      .what = "room for a share of what running requests may still generate",
      .formula =
          "ρ·Σ min(output − generated, clip_tokens) + candidate_share·min(output, clip_tokens) "
          "of the candidate; ρ falls from share to floor·share in decay_steps, a preemption "
          "raises it to (Σ generated + 20)/(Σ output + 1)",
      .source = "SGLang new_token_ratio; output: the predictor's, else the mean of the class",
      .parameters = {
          real_parameter("share", 0.7, 0, 1, "", "ρ at first; SGLang: schedule conservativeness"),
          real_parameter("floor", 0.14, 0, 1, "", "least ρ, as a share of share"),
          integer_parameter("decay_steps", 600, 0, 1e9, "steps",
                            "steps from share to the floor; 0 = ρ stays"),
          integer_parameter("clip_tokens", 4096, 1, 1e9, "tokens",
                            "most that one request counts with"),
          real_parameter("candidate_share", 1, 0, 1, "", "ρ of the candidate itself"),
          OutputGuess::parameter()}};
}

ShareReservation::ShareReservation(const Parameters& parameters)
    : guess_(parameters),
      share_(parameters.real("share")),
      floor_(share_ * parameters.real("floor")),
      clip_tokens_(parameters.real("clip_tokens")),
      candidate_share_(parameters.real("candidate_share")),
      decay_steps_(parameters.real("decay_steps")) {}

void ShareReservation::reset(std::size_t instances) {
  guess_.reset(instances);
  ratios_.assign(instances, {.share = share_});
}

double ShareReservation::remaining_tokens(const GrowingRequest& growing,
                                          InstanceId instance) const {
  const double left = guess_.output_tokens(instance, *growing.request) - growing.generated_tokens;
  return std::clamp(left, 0.0, clip_tokens_);
}

double ShareReservation::share_after_preemption(const GrowthView& view) const {
  double generated = 0, outputs = 1;
  for (const GrowingRequest& running : view.running) {
    generated += running.generated_tokens + kStepsAhead;
    outputs += guess_.output_tokens(view.instance, *running.request);
  }
  return std::min(1.0, generated / outputs);
}

double ShareReservation::share_now(const GrowthView& view) {
  Ratio& ratio = ratios_[view.instance.index()];
  if (view.running.empty()) {
    ratio = {.share = share_, .step = view.step, .preemptions = view.preemptions};
  } else if (view.preemptions != ratio.preemptions) {
    ratio = {
        .share = share_after_preemption(view), .step = view.step, .preemptions = view.preemptions};
  }
  if (decay_steps_ == 0) return ratio.share;
  const double fallen = static_cast<double>(view.step - ratio.step) * (share_ - floor_);
  return std::max(ratio.share - fallen / decay_steps_, floor_);
}

std::int32_t ShareReservation::spare_blocks(const GrowthView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < ratios_.size());
  double left = 0;
  for (const GrowingRequest& running : view.running) {
    left += remaining_tokens(running, view.instance);
  }
  const double own = remaining_tokens(view.candidate, view.instance);
  return whole_blocks((share_now(view) * left + candidate_share_ * own) / view.block_tokens, view);
}

}  // namespace servesweep::engine
