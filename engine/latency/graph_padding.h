#pragma once

#include <cstdint>

#include "engine/scenario.h"

namespace servesweep::engine {

/// Largest batch that vLLM captures as a CUDA graph: min(2·max_running, 512, max_tokens_per_step).
[[nodiscard]] std::int64_t largest_graph_tokens(const BatchSpec& batch);

/// Tokens that a step computes for `tokens` scheduled ones: the next size of vLLM's captured
/// graphs, 1, 2, 4, 8, 16, … in steps of 8 up to 256, then of 16. Beyond `largest` no graph is used
/// and nothing is padded.
[[nodiscard]] std::int64_t padded_tokens(std::int64_t tokens, std::int64_t largest);

}  // namespace servesweep::engine
