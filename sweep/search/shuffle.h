#pragma once

#include <boost/random/uniform_int_distribution.hpp>
#include <cstddef>
#include <utility>
#include <vector>

#include "engine/random/stream.h"

namespace servesweep::sweep {

/// A place in a list of that size, all equally likely. Precondition: size > 0.
[[nodiscard]] inline std::size_t uniform_index(std::size_t size, engine::Stream& stream) {
  return boost::random::uniform_int_distribution<std::size_t>(0, size - 1)(stream);
}

/// Puts the values into one of their orders, all equally likely and the same on every platform,
/// which std::shuffle does not promise (Fisher and Yates; Durstenfeld 1964).
template <class Value>
void shuffle(std::vector<Value>& values, engine::Stream& stream) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[uniform_index(i, stream)]);
  }
}

}  // namespace servesweep::sweep
