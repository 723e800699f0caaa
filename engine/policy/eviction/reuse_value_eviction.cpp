#include "engine/policy/eviction/reuse_value_eviction.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

PolicyInfo ReuseValueEviction::info() {
  return {.name = "reuse-value",
          .what = "keeps blocks that were found often and are dear to recompute",
          .formula =
              "value = reuses·(1 + position/attention_knee_blocks); level = 0 if reuses = 0, else "
              "min(7, 1 + ⌊log2 value⌋); minus one level per half_life_us",
          .source = "LMCache (cost-aware); greedy-dual size frequency",
          .parameters = {integer_parameter("half_life_us", 60e6, 1e3, 1e12, "µs",
                                           "time in which unused blocks lose half their value"),
                         real_parameter("attention_knee_blocks", 512, 1, 1e9, "blocks",
                                        "position at which attention doubles a block's cost")}};
}

ReuseValueEviction::ReuseValueEviction(const Parameters& parameters)
    : half_life_us_(parameters.integer("half_life_us")),
      attention_knee_blocks_(parameters.real("attention_knee_blocks")) {}

int ReuseValueEviction::level(const ReleasedBlocks& released) const {
  if (!released.reusable || released.reuses == 0) return 0;
  const double value = released.reuses * (1 + released.first_block / attention_knee_blocks_);
  // ilogb is exact where log2 might round across a power of two.
  return std::min(kEvictionLevels - 1, 1 + std::ilogb(value));
}

}  // namespace servesweep::engine
