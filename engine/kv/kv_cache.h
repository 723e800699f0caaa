#pragma once

#include <memory>
#include <span>
#include <utility>

#include "engine/kv/cpu_tier.h"
#include "engine/kv/free_list.h"
#include "engine/kv/prefix_map.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/scenario.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// The blocks that one request references. Blocks of shared chains are listed extent by extent;
/// private blocks are implied by how many tokens are stored.
struct Holding {
  std::int32_t last_entry = -1;    ///< newest entry of its list, in KvCache
  std::int32_t shared_blocks = 0;  ///< blocks in the list, always the first ones of the request
  ExtentId reserved;               ///< private blocks left in the free list by a preemption …
  std::int64_t reservation = 0;    ///< … and the ticket that tells whether they are still there
};

/// KV memory of one instance: a paged GPU cache with prefix reuse, and a CPU tier behind it.
///
/// Only the blocks of shared chains have an identity; all others are counts, so that the cost of an
/// operation follows the number of extents, never blocks or tokens. Everything is transactional: an
/// allocation that does not succeed changes nothing.
class KvCache {
 public:
  KvCache();

  /// An empty cache; policies must outlive it.
  void reset(const KvSpec& spec, const EvictionPolicy& eviction, const OffloadPolicy& offload);

  // ---- facts
  [[nodiscard]] std::int32_t used_blocks() const { return gpu_blocks_ - free_.blocks(); }
  [[nodiscard]] std::int32_t free_blocks() const { return free_.blocks(); }
  [[nodiscard]] std::int32_t gpu_blocks() const { return gpu_blocks_; }
  [[nodiscard]] std::int32_t block_tokens() const { return block_tokens_; }
  [[nodiscard]] std::int32_t blocks_for(std::int32_t tokens) const {
    return (tokens + block_tokens_ - 1) / block_tokens_;
  }
  [[nodiscard]] std::int32_t cpu_blocks() const { return cpu_.blocks(); }
  [[nodiscard]] std::int64_t hits() const { return hits_; }
  [[nodiscard]] std::int64_t misses() const { return misses_; }
  [[nodiscard]] std::int64_t offloaded() const { return offloaded_; }
  [[nodiscard]] std::int64_t reloaded() const { return reloaded_; }
  [[nodiscard]] std::int64_t reload_misses() const { return reload_misses_; }

  /// Leading full blocks of the first `tokens` tokens that are in GPU memory.
  [[nodiscard]] std::int32_t cached_blocks(std::span<const Segment> content, std::int32_t tokens,
                                           const Holding& holding) const;

  /// Whether blocks for `tokens` tokens in all, of which `cached` leading blocks are hits, could be
  /// had now.
  [[nodiscard]] bool room_for(std::span<const Segment> content, std::int32_t cached,
                              std::int32_t tokens) const;

  /// First allocation of a request: references its `cached` leading blocks and takes new ones for
  /// the tokens [cached·block_tokens, end_token). False if memory is short.
  [[nodiscard]] bool admit(std::span<const Segment> content, std::int32_t cached,
                           std::int32_t end_token, Holding& holding);

  /// Blocks for further tokens [stored, end_token) of a running request. False if memory is short.
  [[nodiscard]] bool extend(std::span<const Segment> content, std::int32_t stored_tokens,
                            std::int32_t end_token, Holding& holding);

  /// Blocks that the tokens [stored, end_token) need beyond those that hold the first `stored`.
  [[nodiscard]] std::int32_t further_blocks(std::int32_t stored_tokens,
                                            std::int32_t end_token) const {
    return blocks_for(end_token) - blocks_for(stored_tokens);
  }

  /// Takes `count` blocks whose content is nobody else's business (yet). Precondition: there are as
  /// many.
  void take(std::int32_t count);

  /// A block of a shared chain became full during decode: others can reuse it from now on.
  void publish_block(ChainId chain, std::int32_t block, Holding& holding) {
    publish(chain, block, block + 1, holding);
  }

  /// Gives back everything; `stored_tokens` tells how many blocks that is. With `keep_private`, the
  /// request's own full blocks stay findable for itself (preemption). Then offloads, if the policy
  /// says so.
  void release(std::int32_t stored_tokens, Holding& holding, bool keep_private);

  /// Brings the whole CPU tier back into free GPU blocks; returns the number of blocks and adds the
  /// transfer time to pending_transfer_us().
  std::int32_t reload();

  /// Transfer time caused since the last call.
  [[nodiscard]] TimeUs take_pending_transfer_us() { return std::exchange(pending_transfer_us_, 0); }

 private:
  /// An element of a holding's list: `blocks` blocks from `extent` on, through its pieces.
  struct Entry {
    ExtentId extent;
    std::int32_t blocks = 0;
    std::int32_t previous = -1;
  };

  void evict(std::int32_t count);
  void destroy_if_empty(ExtentId id);
  void unmap_copies(ChainId chain, std::int32_t first, std::int32_t end);
  ExtentId split(ExtentId id, std::int32_t at);
  void claim(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  void claim_reserved(std::int32_t blocks, Holding& holding);
  [[nodiscard]] std::int32_t reserved_blocks(const Holding& holding) const;
  [[nodiscard]] std::int32_t unreferenced_among(std::span<const Segment> content,
                                                std::int32_t cached) const;
  void publish(ChainId chain, std::int32_t first, std::int32_t end, Holding& holding);
  void publish_prompt(std::span<const Segment> content, std::int32_t first_block,
                      std::int32_t end_token, Holding& holding);
  void append_entry(Holding& holding, ExtentId extent, std::int32_t blocks);
  [[nodiscard]] ExtentId last_piece(const Entry& entry) const;
  void release_entry(const Entry& entry);
  ExtentId add_anonymous(std::int32_t blocks, bool reusable, bool merge);
  void place_in_free_list(ExtentId id);
  void offload_if_due();
  void move_out(ExtentId id, std::int32_t blocks);
  void bring_back(const CpuTier::Entry& entry);

  std::unique_ptr<ExtentArena> arena_;
  FreeList free_;
  PrefixMap map_;
  CpuTier cpu_;
  const EvictionPolicy* eviction_ = nullptr;
  const OffloadPolicy* offload_ = nullptr;
  std::vector<Entry> entries_;
  std::vector<std::int32_t> unused_entries_;
  std::vector<ExtentId> pieces_;  ///< scratch
  std::int32_t gpu_blocks_ = 0, block_tokens_ = 1;
  TimeUs transfer_us_per_block_ = 0, pending_transfer_us_ = 0;
  std::int64_t last_reservation_ = 0;
  std::int64_t hits_ = 0, misses_ = 0, offloaded_ = 0, reloaded_ = 0, reload_misses_ = 0;
};

}  // namespace servesweep::engine
