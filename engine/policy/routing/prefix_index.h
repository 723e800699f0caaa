#pragma once

#include <span>
#include <vector>

#include "engine/policy/routing/chain_extents.h"
#include "engine/policy/routing/partial_blocks.h"
#include "engine/policy/routing/recency_circles.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// The router's own guess of what each instance has cached: per instance an LRU set of full prompt
/// blocks, touched when a request is sent there. It knows nothing of the engines' evictions.
/// With partial blocks, what is left of a prompt behind its full blocks is a block as well: the
/// same only for prompts that are the same up to its end, and end there.
///
/// Only leading blocks match. llm-d's index also counts the later blocks of an instance that lost
/// the first ones, as long as another instance holds these; here it has none then.
///
/// Blocks are kept as extents of consecutive blocks of a chain, so that touching costs O(extents)
/// and a lookup reads one number per instance and chain, of all instances in a row.
class PrefixIndex {
 public:
  /// Forgets everything. `capacity_blocks` per instance ≥ 1.
  void reset(std::size_t instances, std::int32_t capacity_blocks, std::int32_t block_tokens,
             bool partial_blocks = false);

  /// Writes per instance how many leading blocks of the prompt are in its set.
  void count_matches(std::span<const Segment> content, std::int32_t input_tokens,
                     std::span<std::int32_t> matched) const;

  /// Marks all blocks of the prompt, first to last, as most recently used on `instance`.
  void touch(std::span<const Segment> content, std::int32_t input_tokens, InstanceId instance);

  [[nodiscard]] std::int32_t size_blocks(InstanceId instance) const {
    return circles_.blocks(instance);
  }

 private:
  /// Invalid if nobody has held anything of the chain.
  [[nodiscard]] ChainRow known_row(ChainId chain) const {
    return chain.index() < rows_.size() ? rows_[chain.index()] : ChainRow();
  }
  /// A new one if there is none.
  [[nodiscard]] ChainRow row_of(ChainId chain) {
    const ChainRow row = known_row(chain);
    return row.valid() ? row : add_row(chain);
  }
  [[nodiscard]] ChainRow add_row(ChainId chain);
  // Cold: kept out of the functions that every request passes, where few indexes have such blocks.
  [[gnu::cold]] void count_partial(const PartialBlock& partial,
                                   std::span<std::int32_t> matched) const;
  /// Returns how many private blocks it is, which are to be touched otherwise: 1 or 0. If 0, the
  /// whole prompt is shared, and has no other private blocks.
  [[nodiscard, gnu::cold]] std::int32_t touch_partial(const PartialBlock& partial,
                                                      InstanceId instance);
  [[gnu::noinline]] void evict(InstanceId instance);

  std::int32_t capacity_blocks_ = 0, block_tokens_ = 1;
  bool keeps_partial_ = false;
  std::vector<ChainRow> rows_;  ///< per chain
  RecencyCircles circles_;      ///< all blocks
  ChainExtents full_;           ///< … the full ones among them, by chain
  PartialBlocks partial_;       ///< … and the partial ones
};

}  // namespace servesweep::engine
