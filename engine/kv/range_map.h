#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// A set of blocks per chain, as maximal ranges in order. Costs follow the ranges of the chain.
class RangeMap {
 public:
  void clear();

  void add(ChainId chain, std::int32_t first, std::int32_t end);
  void remove(ChainId chain, std::int32_t first, std::int32_t end);

  /// End of the blocks from `first` on that are in the set without a gap, at most `end`.
  [[nodiscard]] std::int32_t covered_end(ChainId chain, std::int32_t first, std::int32_t end) const;

 private:
  struct Range {
    std::int32_t first = 0, end = 0;
    std::int32_t next = -1;
  };
  [[nodiscard]] Range& at(std::int32_t node) { return ranges_[static_cast<std::size_t>(node)]; }
  [[nodiscard]] const Range& at(std::int32_t node) const {
    return ranges_[static_cast<std::size_t>(node)];
  }
  [[nodiscard]] std::int32_t new_range(const Range& range);
  void relink(ChainId chain, std::int32_t previous, std::int32_t node);

  std::vector<std::int32_t> heads_;  ///< per chain
  std::vector<Range> ranges_;
  std::vector<std::int32_t> unused_;
};

}  // namespace servesweep::engine
