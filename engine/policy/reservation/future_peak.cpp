#include "engine/policy/reservation/future_peak.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::engine {

PolicyInfo FuturePeak::info() {
  return {
      .name = "future-peak",
      .what = "room for the largest amount of memory that the batch will ever need",
      .formula =
          "max over i of Σ_{j≤i} held_j + i·⌈remaining_i / block⌉ (blocks, by descending "
          "remaining) − Σ held + reserve·capacity; remaining = quantile of past outputs ≥ "
          "generated, − generated",
      .source = "Past-Future scheduler (ASPLOS'25); LightLLM",
      .parameters = {real_parameter("quantile", 0.9, 0, 1, "",
                                    "of past outputs that counts as the length of a request"),
                     integer_parameter("window", 1000, 1, 1e6, "requests",
                                       "outputs that are remembered, per instance"),
                     real_parameter("reserve", 0, 0, 1, "", "share of memory kept free besides"),
                     integer_parameter("warm_up", 32, 1, 1e6, "requests",
                                       "completions, at most window, before which outputs are "
                                       "guessed: the predictor's, else the mean of the class"),
                     OutputGuess::parameter()}};
}

FuturePeak::FuturePeak(const Parameters& parameters)
    : guess_(parameters),
      quantile_(parameters.real("quantile")),
      reserve_(parameters.real("reserve")),
      window_(static_cast<std::size_t>(parameters.integer("window"))),
      warm_up_(std::min(window_, static_cast<std::size_t>(parameters.integer("warm_up")))) {}

void FuturePeak::reset(std::size_t instances) {
  guess_.reset(instances);
  lengths_.resize(instances, LengthWindow(window_));
  for (LengthWindow& lengths : lengths_) lengths.clear();
}

void FuturePeak::completed(InstanceId instance, const RequestFacts& request,
                           std::int32_t output_tokens) {
  guess_.completed(instance, request, output_tokens);
  lengths_[instance.index()].add(output_tokens);
}

double FuturePeak::further_blocks(const GrowingRequest& growing, const GrowthView& view) const {
  const LengthWindow& lengths = lengths_[view.instance.index()];
  const double output = lengths.size() < warm_up_
                            ? guess_.output_tokens(view.instance, *growing.request)
                            : lengths.quantile_from(quantile_, growing.generated_tokens);
  return std::ceil(std::max(0.0, output - growing.generated_tokens) / view.block_tokens);
}

void FuturePeak::gather(const GrowthView& view) {
  const auto held = [&](const GrowingRequest& growing) {
    return std::ceil(static_cast<double>(growing.stored_tokens()) / view.block_tokens);
  };
  double stored = 0;
  for (const GrowingRequest& running : view.running) stored += held(running);
  const double own_part = stored > view.committed_blocks ? view.committed_blocks / stored : 1;
  growths_.clear();
  for (const GrowingRequest& running : view.running) {
    growths_.push_back(
        {.held_blocks = own_part * held(running), .further_blocks = further_blocks(running, view)});
  }
  const double cached = view.candidate_cached_tokens / view.block_tokens;
  growths_.push_back({.held_blocks = held(view.candidate) - cached,
                      .further_blocks = further_blocks(view.candidate, view)});
}

std::int32_t FuturePeak::spare_blocks(const GrowthView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < lengths_.size());
  gather(view);
  std::ranges::sort(growths_, [](const Growth& a, const Growth& b) {
    if (a.further_blocks != b.further_blocks) return a.further_blocks > b.further_blocks;
    return a.held_blocks > b.held_blocks;  // those equal in both are alike
  });
  double held = 0, peak = 0, going_on = 0;
  for (const Growth& growth : growths_) {
    held += growth.held_blocks;
    ++going_on;
    peak = std::max(peak, held + going_on * growth.further_blocks);
  }
  return whole_blocks(peak - held + reserve_ * view.gpu_blocks, view);
}

}  // namespace servesweep::engine
