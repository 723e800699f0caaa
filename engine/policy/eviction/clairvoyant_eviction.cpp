#include "engine/policy/eviction/clairvoyant_eviction.h"

namespace servesweep::engine {

PolicyInfo ClairvoyantEviction::info() {
  return {
      .name = "clairvoyant-eviction",
      .what = "evicts what is asked for latest or never: a bound, needs the oracle predictor",
      .formula = "level = 0 if no arrival asks for it, else 1; latest next arrival first within",
      .source = "Belady",
      .parameters = {}};
}

int ClairvoyantEviction::level(const ReleasedBlocks& released) const {
  return !released.reusable || released.next_use_us == kForever ? 0 : 1;
}

}  // namespace servesweep::engine
