#pragma once

#include <cstdint>
#include <string>

#include "engine/random/stream.h"

namespace servesweep::sweep {

/// The seed of one strategy's search in a study whose search has `seed`: strategies that are
/// searched side by side draw independent numbers, and adding one changes none of the others.
[[nodiscard]] inline std::uint64_t search_seed(std::uint64_t seed, const std::string& strategy) {
  engine::Stream stream(seed, engine::StreamPurpose("search.strategy").of(strategy), 0);
  return stream();
}

}  // namespace servesweep::sweep
