#pragma once

#include <span>
#include <vector>

#include "engine/policy/routing/recency_circles.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// What is left of a prompt behind its full blocks.
struct PartialBlock {
  ChainId chain{};  ///< of its last token, as with full blocks; invalid: it is private
  std::int32_t block = 0, tokens = 0;  ///< its index in the prompt; 0 tokens = there is none

  [[nodiscard]] bool is_shared() const { return tokens > 0 && chain.valid(); }
  /// Of a prompt's first `tokens` tokens.
  [[nodiscard, gnu::cold]] static PartialBlock of(std::span<const Segment> content,
                                                  std::int32_t tokens, std::int32_t block_tokens);
};

/// The partial blocks of chains that instances are believed to hold. One is the same as another if
/// chain and length are. Cold: few indexes have such blocks.
class PartialBlocks {
 public:
  void reset(std::size_t instances);

  /// The block is the newest on the instance. `row` is that of its chain.
  [[gnu::cold]] void touch(ChainRow row, const PartialBlock& partial, InstanceId instance,
                           RecencyCircles& circles);
  /// Adds one to the leading blocks of those instances that hold it and all blocks before it.
  [[gnu::cold]] void extend_matches(ChainRow row, const PartialBlock& partial,
                                    const RecencyCircles& circles,
                                    std::span<std::int32_t> matched) const;
  [[gnu::cold]] void evict(HeldExtentId id, InstanceId instance, RecencyCircles& circles);

 private:
  [[nodiscard]] std::size_t cell(ChainRow row, InstanceId instance) const {
    return row.index() * instances_ + instance.index();
  }
  /// Invalid if it is not in that list.
  [[nodiscard]] HeldExtentId find(std::size_t place, const PartialBlock& partial,
                                  const RecencyCircles& circles) const;

  std::size_t instances_ = 0;
  std::vector<HeldExtentId> heads_;  ///< rows × instances, as far as touched: first of a list
};

}  // namespace servesweep::engine
