#pragma once

#include <span>
#include <vector>

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
/// and a lookup reads one number per instance and chain, of all instances in a row. Private blocks
/// are only counted, with the extent that was touched before them: nobody can ask for them again,
/// but they take room.
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
    return blocks_[instance.index()];
  }

 private:
  static constexpr std::int32_t kNone = -1;

  /// Blocks [first, end) of a chain on one instance. A partial block is an extent of its own, in a
  /// list of its own. Recency lists are circles through their instance's anchor, an extent without
  /// blocks that is older than the oldest and newer than the newest.
  struct Extent {
    ChainId chain;
    std::int32_t first = 0, end = 0;
    std::int32_t older = kNone, newer = kNone;  ///< recency list of the instance
    std::int32_t private_blocks = 0;            ///< touched between this one and the newer one
    std::int32_t next_in_chain = kNone;         ///< by first block; of partial ones any order
    std::int32_t partial_tokens = 0;            ///< 0 = full blocks
  };
  /// The block behind the full ones of a prompt.
  struct PartialBlock {
    ChainId chain;  ///< invalid: nobody can ask for it again
    std::int32_t block = 0, tokens = 0;

    [[nodiscard]] bool is_shared() const { return tokens > 0 && chain.valid(); }
  };
  [[nodiscard]] std::int32_t known_row(ChainId chain) const {
    return chain.index() < row_.size() ? row_[chain.index()] : kNone;
  }
  [[nodiscard]] std::int32_t add_row(ChainId chain, std::int32_t first_block);
  /// Of a chain on an instance in heads_ and leading_ends_. Precondition: the chain has a row.
  [[nodiscard]] std::size_t place_of(ChainId chain, InstanceId instance) const;
  void touch_shared(ChainId chain, std::int32_t first, std::int32_t end, InstanceId instance);
  /// The blocks become one extent, whatever parts of them are there. Not inlined, as the usual case
  /// does without.
  [[gnu::noinline]] void replace(std::size_t place, ChainId chain, std::int32_t first,
                                 std::int32_t end, InstanceId instance);
  // Cold: kept out of the functions that every request passes, where few indexes have such blocks.
  /// Its last token decides whose it is, as with full blocks. 0 tokens = there is none.
  [[nodiscard, gnu::cold]] PartialBlock partial_block(std::span<const Segment> content,
                                                      std::int32_t input_tokens) const;
  [[gnu::cold]] void count_partial(const PartialBlock& partial,
                                   std::span<std::int32_t> matched) const;
  /// Returns how many private blocks it is, which are to be touched otherwise: 1 or 0. If 0, the
  /// whole prompt is shared, and has no other private blocks.
  [[nodiscard, gnu::cold]] std::int32_t touch_partial(const PartialBlock& partial,
                                                      InstanceId instance);
  /// kNone if the instance does not hold it.
  [[nodiscard]] std::int32_t find_partial(std::size_t place, const PartialBlock& partial) const;
  /// The first of the list that such an extent is in.
  [[nodiscard]] std::int32_t& head_of(const Extent& extent, std::size_t place);
  void forget_range(std::size_t place, std::int32_t first, std::int32_t end, InstanceId instance);
  void punch_hole(std::int32_t id, std::int32_t first, std::int32_t end, InstanceId instance);
  void insert_into_chain(std::size_t place, std::int32_t extent);
  void update_leading(std::size_t place, ChainId chain);
  [[gnu::noinline]] void evict(InstanceId instance);
  void evict_oldest(InstanceId instance);
  [[nodiscard]] std::int32_t create(const Extent& extent);
  /// The extents of an instance's list begin and end there.
  [[nodiscard]] static std::int32_t anchor(InstanceId instance) { return instance.value(); }
  void append_newest(std::int32_t extent, InstanceId instance);
  /// Its private blocks stay where they are in the list.
  void unlink(std::int32_t extent);
  void add_newest(std::int32_t extent, InstanceId instance);
  void remove(std::int32_t extent, InstanceId instance);

  std::size_t instances_ = 0;
  std::int32_t capacity_blocks_ = 0, block_tokens_ = 1;
  bool partial_blocks_ = false;
  std::vector<Extent> extents_;  ///< those of the anchors first
  std::vector<std::int32_t> free_extents_;
  std::vector<std::int32_t> blocks_;       ///< per instance: in its set
  std::vector<std::int32_t> row_;          ///< per chain: its row in the following, or kNone
  std::vector<std::int32_t> first_block_;  ///< per row: where the chain's own blocks begin
  std::vector<std::int32_t> heads_;  ///< rows × instances: first of the extents there, or kNone
  std::vector<std::int32_t> partial_heads_;  ///< … of the partial blocks, if any are kept
  std::vector<std::int32_t> leading_ends_;   ///< … and where the blocks from the first one on end
};

}  // namespace servesweep::engine
