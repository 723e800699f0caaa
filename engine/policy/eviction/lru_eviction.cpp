#include "engine/policy/eviction/lru_eviction.h"

namespace servesweep::engine {

PolicyInfo LruEviction::info() {
  return {.name = "lru",
          .what = "evicts the least recently released block first",
          .formula = "released blocks go to the end of the one level",
          .source = "vLLM; BLIS",
          .parameters = {}};
}

int LruEviction::level(const ReleasedBlocks&) const {
  return 0;
}

}  // namespace servesweep::engine
