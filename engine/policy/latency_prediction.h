#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// What a request would experience on an instance, from the signals and the calibrated StepCost.
/// First come, first served in steps of the full token budget; KV memory and the limit of running
/// requests are ignored, so the guess is optimistic in overload.
class LatencyPrediction {
 public:
  /// Reads the parameter `reported`.
  explicit LatencyPrediction(const Parameters& parameters)
      : reported_(parameters.boolean("reported")) {}

  /// From now to the first token, µs, if `own_tokens` of the prompt must be computed:
  /// rest of the step in progress (its predicted length − elapsed) + steps·(fixed +
  /// decode·decoding) + prefill·work, where work = backlog + own_tokens and steps = max(1, ⌈work /
  /// (step budget − decoding)⌉).
  [[nodiscard]] double ttft_us(const ClusterView& view, std::size_t instance,
                               double own_tokens) const;

  /// From the request's arrival to its first token on the best instance, µs.
  [[nodiscard]] double first_token_us(const ClusterView& view, double own_tokens) const;

  /// Per output token, µs: a step without prompt tokens that it shares with those decoding now.
  [[nodiscard]] static double tpot_us(const ClusterView& view, std::size_t instance);

  [[nodiscard]] static ParameterInfo parameter();

 private:
  bool reported_;
};

}  // namespace servesweep::engine
