#include "engine/policy/eviction/tail_optimised_eviction.h"

namespace servesweep::engine {

PolicyInfo TailOptimisedEviction::info() {
  return {.name = "tail-optimised",
          .what = "evicts the ends of prefixes first: what can be recomputed in time",
          .formula = "level = 0 if position ≥ prefix blocks − slack_blocks, else 1; LRU within",
          .source = "Tail-Optimized Caching for LLM Inference (T-LRU)",
          .parameters = {integer_parameter(
              "slack_blocks", 64, 0, 1e9, "blocks",
              "blocks that can be recomputed within the target of the first token")}};
}

TailOptimisedEviction::TailOptimisedEviction(const Parameters& parameters)
    : slack_blocks_(parameters.integer("slack_blocks")) {}

int TailOptimisedEviction::level(const ReleasedBlocks& released) const {
  if (!released.reusable) return 0;
  return released.first_block >= released.prefix_blocks - slack_blocks_ ? 0 : 1;
}

}  // namespace servesweep::engine
