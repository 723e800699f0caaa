#include "engine/policy/eviction/class_aware_eviction.h"

namespace servesweep::engine {

PolicyInfo ClassAwareEviction::info() {
  return {.name = "class-aware",
          .what = "evicts what sheddable requests left first and what critical ones left last",
          .formula = "level = 0 sheddable, 1 standard, 2 critical; LRU within a level",
          .source = "TensorRT-LLM (retention priorities)",
          .parameters = {}};
}

int ClassAwareEviction::level(const ReleasedBlocks& released) const {
  if (!released.reusable) return 0;
  switch (released.tier) {
    case SloTier::critical:
      return 2;
    case SloTier::standard:
      return 1;
    case SloTier::sheddable:
      break;
  }
  return 0;
}

}  // namespace servesweep::engine
