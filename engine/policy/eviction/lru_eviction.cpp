#include "engine/policy/eviction/lru_eviction.h"

namespace servesweep::engine {

PolicyInfo LruEviction::info() {
  return {.name = "lru",
          .what = "evicts the least recently released block first",
          .formula = "released blocks go to the end of the eviction order",
          .source = "vLLM; BLIS",
          .parameters = {}};
}

EvictionPlace LruEviction::place(const ReleasedBlocks&) const {
  return EvictionPlace::last;
}

}  // namespace servesweep::engine
