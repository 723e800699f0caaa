#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// How often each block of each shared chain was asked for. Who asks for a block asks for all
/// blocks before it too, so that the counts of a chain are a falling staircase: one step per
/// distinct length of lookups.
class LookupCounter {
 public:
  void clear();

  /// Blocks up to `end` of the chain were asked for.
  void note(ChainId chain, std::int32_t end);

  /// Calls visit(first, end, count) for the runs of equal counts among [first, end), in order.
  template <class Visit>
  void visit(ChainId chain, std::int32_t first, std::int32_t end, Visit&& visit) const {
    for (std::int32_t node = head(chain); node >= 0 && first < end; node = at(node).next) {
      if (at(node).end <= first) continue;
      const std::int32_t part = std::min(end, at(node).end);
      visit(first, part, at(node).count);
      first = part;
    }
    if (first < end) visit(first, end, 0);
  }

 private:
  struct Step {
    std::int32_t end = 0, count = 0;
    std::int32_t next = -1;
  };
  [[nodiscard]] const Step& at(std::int32_t node) const {
    return steps_[static_cast<std::size_t>(node)];
  }
  [[nodiscard]] std::int32_t head(ChainId chain) const {
    return chain.index() < heads_.size() ? heads_[chain.index()] : -1;
  }

  std::vector<std::int32_t> heads_;  ///< per chain
  std::vector<Step> steps_;
};

}  // namespace servesweep::engine
