#include "engine/policy/eviction/mru_eviction.h"

namespace servesweep::engine {

PolicyInfo MruEviction::info() {
  return {.name = "mru",
          .what = "evicts the most recently released block first: a negative control",
          .formula = "released blocks go to the front of the one level",
          .source = "SGLang (radix cache, mru)",
          .parameters = {}};
}

int MruEviction::level(const ReleasedBlocks&) const {
  return 0;
}

}  // namespace servesweep::engine
