#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// The earliest of n times, one of which changes at a time: a tournament tree (Knuth, TAOCP
/// 3, 5.4.1). A change costs log2(n) comparisons, without choices: none could be predicted. Among
/// equals the first wins.
class EarliestOf {
 public:
  /// `n` times, all kForever. n ≥ 1.
  void reset(std::size_t n) {
    leaves_ = std::bit_ceil(n);
    earliest_us_.assign(2 * leaves_, kForever);
  }

  void set(std::uint32_t i, TimeUs time_us) {
    std::size_t node = leaves_ + i;
    earliest_us_[node] = time_us;
    while (node > 1) {
      const TimeUs winner_us = std::min(earliest_us_[node], earliest_us_[node ^ 1]);
      node /= 2;
      earliest_us_[node] = winner_us;
    }
  }

  [[nodiscard]] TimeUs time_us() const { return earliest_us_[1]; }
  /// The first with that time.
  [[nodiscard]] std::uint32_t index() const { return first_until(time_us()); }

  /// The first in order of index, not of time, whose time is not after `time_us`. Precondition: the
  /// earliest time is not.
  [[nodiscard]] std::uint32_t first_until(TimeUs time_us) const {
    std::size_t node = 1;
    while (node < leaves_) {
      node *= 2;
      node += static_cast<std::size_t>(earliest_us_[node] > time_us);
    }
    return static_cast<std::uint32_t>(node - leaves_);
  }

 private:
  std::size_t leaves_ = 0;
  std::vector<TimeUs>
      earliest_us_;  // [1] of all, [i] of [2i] and [2i + 1], [leaves_ + i] is time i
};

}  // namespace servesweep::engine
