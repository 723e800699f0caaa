#pragma once

#include <algorithm>
#include <span>
#include <utility>

#include "engine/kv/block_pool.h"
#include "engine/kv/cpu_tier.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/scenario.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// KV memory of one instance: a paged GPU cache with prefix reuse, and the reference's CPU tier
/// behind it (tiers with copies: TieredCache).
///
/// Only the blocks of shared chains have an identity; all others are counts, so that the cost of an
/// operation follows the number of extents, never blocks or tokens. Everything is transactional: an
/// allocation that does not succeed changes nothing.
class KvCache {
 public:
  /// Whether the blocks of an allocation become findable at once, or by publish_loaded() when their
  /// content has arrived.
  enum class Publish { now, when_loaded };

  /// An empty cache; policies and listener (may be null) must outlive it.
  void reset(const KvSpec& spec, const ProfileSwitches& switches, const EvictionPolicy& eviction,
             const OffloadPolicy& offload, ResidencyListener* listener = nullptr);

  /// See BlockPool.
  void set_foreseen(const ForeseenRequests& foreseen) { pool_.set_foreseen(foreseen); }
  void set_expiry(TimeUs expires_after_us) { pool_.set_expiry(expires_after_us); }

  /// What follows happens at this time: to be called when a step begins and when it ends.
  void set_now(TimeUs now_us) { pool_.set_now(now_us); }

  // ---- facts; capacity and usage are without the null block
  [[nodiscard]] std::int32_t used_blocks() const { return gpu_blocks_ - pool_.free_blocks(); }
  [[nodiscard]] std::int32_t free_blocks() const { return pool_.free_blocks(); }
  /// See BlockPool.
  [[nodiscard]] std::int64_t version() const { return pool_.version(); }
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
  [[nodiscard]] CachedPrefix find(std::span<const Segment> content, std::int32_t tokens,
                                  const Holding& holding) const;
  [[nodiscard]] std::int32_t cached_blocks(std::span<const Segment> content, std::int32_t tokens,
                                           const Holding& holding) const {
    return find(content, tokens, holding).blocks;
  }

  /// Whether a request that found `cached` could have blocks for its first `tokens` tokens now, and
  /// `spare` ones would stay free: ⌈tokens / block⌉ − cached + (hits that nobody references) +
  /// spare ≤ free blocks. (vLLM's full-sequence gate and watermark.)
  [[nodiscard]] bool room_for(const CachedPrefix& cached, std::int32_t tokens,
                              std::int32_t spare = 0) const {
    return fits(cached, std::max(0, blocks_for(tokens) - cached.blocks) + spare);
  }

  /// First allocation of a request: references the leading blocks that it found and takes new ones
  /// for the tokens behind them up to `end_token`. False if memory is short.
  [[nodiscard]] bool admit(std::span<const Segment> content, const CachedPrefix& cached,
                           std::int32_t end_token, Holding& holding,
                           Publish publish = Publish::now);

  /// The content of the first `end_token` tokens has arrived, also in blocks taken with
  /// Publish::when_loaded: others can find it.
  void publish_loaded(std::span<const Segment> content, std::int32_t end_token, Holding& holding) {
    publish_prompt(content, end_token, holding);
  }

  /// A waiting request will ask for its `cached` leading hits: those that nobody references are
  /// evicted last within their level. (Private ones of a preempted request are left alone.)
  void renew(std::span<const Segment> content, std::int32_t cached);

  /// Blocks for further tokens [stored, end_token) of a running request. False if memory is short.
  [[nodiscard]] bool extend(std::span<const Segment> content, std::int32_t stored_tokens,
                            std::int32_t end_token, Holding& holding);

  /// Blocks that the tokens [stored, end_token) need beyond those that hold the first `stored`.
  [[nodiscard]] std::int32_t further_blocks(std::int32_t stored_tokens,
                                            std::int32_t end_token) const {
    return blocks_for(end_token) - blocks_for(stored_tokens);
  }

  /// How many blocks take() gives without it mattering when: none of them may have to be evicted if
  /// somebody hears of that, or if free blocks age.
  [[nodiscard]] std::int32_t timeless_blocks() const { return pool_.timeless_blocks(); }

  /// Takes `count` blocks whose content is nobody else's business (yet). Precondition: there are as
  /// many.
  void take(std::int32_t count) {
    misses_ += count;
    pool_.take(count);
  }

  /// A block of a shared chain became full during decode: others can reuse it from now on.
  void publish_block(ChainId chain, std::int32_t block, Holding& holding) {
    pool_.publish(chain, block, block + 1, holding);
  }

  /// Gives back everything; `stored_tokens` tells how many blocks that is. With `keep_private`, the
  /// request's own full blocks stay findable for itself (preemption). Then offloads, if the policy
  /// says so.
  void release(std::int32_t stored_tokens, Holding& holding, bool keep_private,
               const BlockUser& user) {
    release(stored_tokens, stored_tokens, holding, keep_private, user);
  }
  /// The same if only the first `known_tokens` of them have arrived: blocks beyond hold nothing
  /// that anybody could find.
  void release(std::int32_t stored_tokens, std::int32_t known_tokens, Holding& holding,
               bool keep_private, const BlockUser& user);

  /// Brings the whole CPU tier back into free GPU blocks; returns the number of blocks and adds the
  /// transfer time to pending_transfer_us().
  std::int32_t reload();

  /// Whether reload() may ever do something.
  [[nodiscard]] bool reloads() const { return cpu_.capacity_blocks() > 0; }

  /// Transfer time caused since the last call.
  [[nodiscard]] TimeUs take_pending_transfer_us() { return std::exchange(pending_transfer_us_, 0); }

 private:
  /// Cached blocks that nobody references leave the free list, too.
  [[nodiscard]] bool fits(const CachedPrefix& cached, std::int32_t new_blocks) const {
    return new_blocks + cached.free_blocks <= pool_.free_blocks();
  }
  void claim(std::span<const Segment> content, std::int32_t blocks, Holding& holding);
  /// Others can find the full shared blocks of the first `end_token` tokens. Those before
  /// Holding::shared_blocks they can find already.
  void publish_prompt(std::span<const Segment> content, std::int32_t end_token, Holding& holding) {
    const std::int32_t next_full = (holding.shared_blocks + 1) * block_tokens_;
    if (content.empty() || std::min(content.back().end_token, end_token) < next_full) return;
    publish_further(content, end_token, holding);
  }
  void publish_further(std::span<const Segment> content, std::int32_t end_token, Holding& holding);
  void offload_if_due();

  BlockPool pool_;
  CpuTier cpu_;
  const OffloadPolicy* offload_ = nullptr;
  std::int32_t gpu_blocks_ = 0, block_tokens_ = 1;
  TimeUs transfer_us_per_block_ = 0, pending_transfer_us_ = 0;
  std::int64_t hits_ = 0, misses_ = 0, offloaded_ = 0, reloaded_ = 0, reload_misses_ = 0;
};

}  // namespace servesweep::engine
