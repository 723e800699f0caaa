#pragma once

#include <deque>
#include <map>
#include <vector>

#include "engine/scenario.h"
#include "tests/engine/oracle/block_hasher.h"

namespace servesweep::engine::oracle {

/// KV memory of one instance with every block an object and the free queue a list of numbers.
/// Follows the switches null_block, keep_duplicates and unhashed_blocks_first.
class BlockPool {
 public:
  explicit BlockPool(const Scenario& scenario);

  [[nodiscard]] std::int32_t usable() const { return usable_; }
  [[nodiscard]] std::int32_t free() const { return static_cast<std::int32_t>(queue_.size()); }
  /// Numbers of the free blocks, the next one to be taken first.
  [[nodiscard]] const std::deque<std::int32_t>& free_queue() const { return queue_; }

  /// Blocks that hold the leading contents of `hashes`, at most `limit`, up to the first miss.
  [[nodiscard]] std::vector<std::int32_t> find(const std::vector<BlockHash>& hashes,
                                               std::int32_t limit) const;
  /// How many of `blocks` nobody references.
  [[nodiscard]] std::int32_t unreferenced(const std::vector<std::int32_t>& blocks) const;

  /// References blocks that were found; they leave the free queue.
  void touch(const std::vector<std::int32_t>& blocks);
  /// Takes the first free block; whatever it held is forgotten.
  [[nodiscard]] std::int32_t take();
  /// From now on `block` can be found by `hash`.
  void publish(std::int32_t block, BlockHash hash);
  /// Gives back the blocks of a request, the last one first, and clears the list.
  void release(std::vector<std::int32_t>& blocks);

  [[nodiscard]] std::int64_t hits() const { return hits_; }      ///< blocks found and referenced
  [[nodiscard]] std::int64_t misses() const { return misses_; }  ///< blocks taken

 private:
  struct Block {
    std::int32_t references = 0;
    BlockHash hash = kNoHash;
  };

  [[nodiscard]] Block& at(std::int32_t block) { return blocks_[static_cast<std::size_t>(block)]; }

  bool keep_duplicates_, unhashed_first_;
  std::int32_t usable_;
  std::vector<Block> blocks_;
  std::deque<std::int32_t> queue_;
  std::map<BlockHash, std::vector<std::int32_t>> holders_;  ///< in order of publication
  std::int64_t hits_ = 0, misses_ = 0;
};

}  // namespace servesweep::engine::oracle
