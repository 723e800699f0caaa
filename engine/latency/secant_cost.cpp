#include "engine/latency/secant_cost.h"

namespace servesweep::engine {

StepCost secant_cost(const LatencyModel& model) {
  constexpr std::int32_t kPromptTokens = 2048, kDecodes = 64, kContextTokens = 1024;
  const auto prefill_us = [&](std::int32_t tokens) {
    const PrefillChunk chunk{.tokens = tokens};
    return static_cast<double>(
        model.step_us({.prefill_tokens = tokens, .prefill = std::span(&chunk, 1)}));
  };
  const auto decode_us = [&](std::int64_t requests) {
    return static_cast<double>(model.step_us(
        {.decode_tokens = requests, .decode_context_tokens = requests * kContextTokens}));
  };
  const double fixed_us = decode_us(1);
  return {.fixed_us = fixed_us,
          .prefill_us_per_token = (prefill_us(kPromptTokens) - prefill_us(1)) / (kPromptTokens - 1),
          .decode_us_per_request = (decode_us(kDecodes) - fixed_us) / (kDecodes - 1)};
}

}  // namespace servesweep::engine
