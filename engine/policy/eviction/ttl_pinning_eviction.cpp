#include "engine/policy/eviction/ttl_pinning_eviction.h"

namespace servesweep::engine {

PolicyInfo TtlPinningEviction::info() {
  return {.name = "ttl-pinning",
          .what = "keeps the blocks of conversations for a while after each turn",
          .formula = "pinned for ttl_us iff session and pinned blocks + these ≤ share·capacity",
          .source = "Continuum; TensorRT-LLM (timed retention)",
          .parameters = {integer_parameter("ttl_us", 10e6, 0, 1e12, "µs",
                                           "how long a turn's blocks are kept for the next turn"),
                         real_parameter("share", 0.5, 0, 1, "fraction",
                                        "largest share of the cache that may be pinned")}};
}

TtlPinningEviction::TtlPinningEviction(const Parameters& parameters)
    : ttl_us_(parameters.integer("ttl_us")), share_(parameters.real("share")) {}

int TtlPinningEviction::level(const ReleasedBlocks& released) const {
  if (!released.reusable || !released.session) return 0;
  const std::int64_t pinned = std::int64_t{released.pinned_blocks} + released.blocks;
  return static_cast<double>(pinned) <= share_ * released.gpu_blocks ? kPinnedLevel : 0;
}

}  // namespace servesweep::engine
