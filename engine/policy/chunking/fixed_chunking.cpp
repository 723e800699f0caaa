#include "engine/policy/chunking/fixed_chunking.h"

namespace servesweep::engine {

PolicyInfo FixedChunking::info() {
  return {.name = "fixed",
          .what = "the same chunk of prompt tokens per step for everybody",
          .formula = "chunk = tokens; 0 = no limit",
          .source = "vLLM long_prefill_token_threshold; BLIS",
          .parameters = {integer_parameter("tokens", 0, 0, 1e9, "tokens",
                                           "prompt tokens of one request per step; 0 = no limit")}};
}

FixedChunking::FixedChunking(const Parameters& parameters)
    : tokens_(static_cast<std::int32_t>(parameters.integer("tokens"))) {}

std::int32_t FixedChunking::limit_tokens(const RequestFacts&) const {
  return tokens_;
}

}  // namespace servesweep::engine
