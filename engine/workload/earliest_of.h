#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// The earliest of n times, one of which changes at a time: a tournament tree (Knuth, TAOCP
/// 3, 5.4.1). A change costs log2(n) comparisons without unpredictable branches. Among equals the
/// first wins.
class EarliestOf {
 public:
  /// `n` times, all kForever. n ≥ 1.
  void reset(std::size_t n) {
    leaves_ = std::bit_ceil(n);
    times_us_.assign(leaves_, kForever);
    winners_.resize(2 * leaves_);
    for (std::size_t i = 0; i < leaves_; ++i) winners_[leaves_ + i] = static_cast<std::uint32_t>(i);
    for (std::size_t node = leaves_ - 1; node > 0; --node) play(node);
  }

  void set(std::uint32_t i, TimeUs time_us) {
    times_us_[i] = time_us;
    for (std::size_t node = (leaves_ + i) / 2; node > 0; node /= 2) play(node);
  }

  [[nodiscard]] std::uint32_t index() const { return winners_[1]; }
  [[nodiscard]] TimeUs time_us() const { return times_us_[index()]; }

 private:
  void play(std::size_t node) {
    const std::uint32_t left = winners_[2 * node], right = winners_[2 * node + 1];
    winners_[node] = times_us_[right] < times_us_[left] ? right : left;
  }

  std::size_t leaves_ = 0;
  std::vector<TimeUs> times_us_;
  std::vector<std::uint32_t> winners_;  // [1] is the root, [leaves_ + i] is time i
};

}  // namespace servesweep::engine
