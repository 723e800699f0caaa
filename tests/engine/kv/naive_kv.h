#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/kv/block_pool.h"
#include "engine/workload/request.h"

namespace servesweep::engine {

/// A KV cache that keeps every block as an object: what KvCache must be equal to. No CPU tier. With
/// vLLM's rules by switches: free queue with blank blocks in front, both copies of a block computed
/// twice findable, null block.
class NaiveKv {
 public:
  struct Holding {
    std::vector<std::size_t> blocks;    ///< in the order of the request's tokens
    std::vector<std::size_t> reserved;  ///< private full blocks left behind by a preemption
    std::int64_t ticket = 0;
  };

  NaiveKv(std::int32_t capacity, std::int32_t block_tokens, const ProfileSwitches& switches,
          const EvictionPolicy& eviction)
      : block_tokens_(block_tokens), switches_(switches), eviction_(eviction) {
    blocks_.resize(static_cast<std::size_t>(capacity - (switches.null_block ? 1 : 0)));
    for (std::size_t i = 0; i < blocks_.size(); ++i) blank_.push_back(i);
  }

  void set_now(TimeUs now_us) {
    now_us_ = now_us;
    if (eviction_.sinks_every_us() != kForever) {
      for (; now_us - sunk_us_ >= eviction_.sinks_every_us();
           sunk_us_ += eviction_.sinks_every_us()) {
        sink();
      }
    }
    auto& pinned = queues_[kPinnedLevel];
    while (eviction_.expires_after_us() != kForever && !pinned.empty() &&
           now_us - blocks_[pinned.front()].released_us >= eviction_.expires_after_us()) {
      queues_[kExpired].push_back(pinned.front());
      pinned.pop_front();
    }
  }

  [[nodiscard]] std::int32_t free_blocks() const {
    std::size_t free = blank_.size();
    for (const auto& queue : queues_) free += queue.size();
    return static_cast<std::int32_t>(free);
  }
  [[nodiscard]] std::int64_t hits() const { return hits_; }
  [[nodiscard]] std::int64_t misses() const { return misses_; }
  [[nodiscard]] std::int32_t pinned_blocks() const {
    return static_cast<std::int32_t>(queues_[kPinnedLevel].size());
  }

  /// Content of the free blocks in order of eviction: (chain, index), or (-1, -1) for private ones.
  [[nodiscard]] std::vector<std::pair<std::int32_t, std::int32_t>> eviction_order() const {
    NaiveKv copy = *this;
    std::vector<std::pair<std::int32_t, std::int32_t>> order;
    while (copy.free_blocks() > 0) {
      const Block& block = copy.blocks_[copy.take_next()];
      order.emplace_back(block.chain.value(), block.chain.valid() ? block.index : -1);
    }
    return order;
  }

  /// Every block is referenced or in exactly one queue.
  [[nodiscard]] bool consistent() const {
    std::set<std::size_t> free(blank_.begin(), blank_.end());
    for (const auto& queue : queues_) free.insert(queue.begin(), queue.end());
    const auto used = std::count_if(blocks_.begin(), blocks_.end(),
                                    [](const Block& block) { return block.references > 0; });
    return static_cast<std::int32_t>(free.size()) == free_blocks() &&
           free.size() + static_cast<std::size_t>(used) == blocks_.size();
  }

  [[nodiscard]] std::int32_t cached_blocks(std::span<const Segment> content, std::int32_t tokens,
                                           const Holding& holding) const {
    return static_cast<std::int32_t>(cached(content, tokens, holding).size());
  }

  [[nodiscard]] bool room_for(std::span<const Segment> content, std::int32_t cached_count,
                              std::int32_t tokens, const Holding& holding) const {
    std::int32_t needed = blocks_for(tokens) - cached_count;
    for (const std::size_t id : cached(content, cached_count * block_tokens_, holding)) {
      needed += blocks_[id].references == 0 ? 1 : 0;
    }
    return needed <= free_blocks();
  }

  bool admit(std::span<const Segment> content, std::int32_t cached_count, std::int32_t end_token,
             Holding& holding) {
    if (!room_for(content, cached_count, end_token, holding)) return false;
    std::vector<std::size_t> claimed =
        cached(content, cached_count * block_tokens_, holding);  // as many as there are
    for (const std::size_t id : claimed) {
      if (blocks_[id].references++ == 0) leave_queues(id);
      blocks_[id].ticket = 0;
      ++blocks_[id].reuses;
    }
    hits_ += static_cast<std::int64_t>(claimed.size());
    for (const std::size_t id : holding.reserved) forget_ticket(id, holding.ticket);
    holding = {.blocks = std::move(claimed), .reserved = {}, .ticket = 0};
    append(content, cached_count * block_tokens_, end_token, holding);
    return true;
  }

  bool extend(std::span<const Segment> content, std::int32_t stored, std::int32_t end_token,
              Holding& holding) {
    if (blocks_for(end_token) - blocks_for(stored) > free_blocks()) return false;
    append(content, stored, end_token, holding);
    return true;
  }

  void release(std::int32_t stored, Holding& holding, bool keep_private, const BlockUser& user) {
    if (keep_private) holding.ticket = ++last_ticket_;
    const std::int32_t full = stored / block_tokens_;
    const std::size_t count = holding.blocks.size();
    for (std::size_t n = 0; n < count; ++n) {
      const std::size_t i = eviction_.newest_first() ? n : count - 1 - n;
      const std::size_t id = holding.blocks[i];
      if (--blocks_[id].references > 0) continue;
      const auto position = static_cast<std::int32_t>(i);
      const bool reserved = keep_private && position < full && !blocks_[id].chain.valid();
      place(id, position < full, reserved ? first_private(holding) : position, full, user);
      if (!reserved) continue;
      blocks_[id].ticket = holding.ticket;
      if (eviction_.newest_first()) {
        holding.reserved.push_back(id);
      } else {
        holding.reserved.insert(holding.reserved.begin(), id);
      }
    }
    holding.blocks.clear();
  }

 private:
  static constexpr std::size_t kExpired = kEvictionLevels;

  struct Block {
    ChainId chain;
    std::int32_t index = 0;
    std::int32_t references = 0, reuses = 0;
    std::int64_t ticket = 0;
    TimeUs released_us = 0;
  };
  using Key = std::pair<ChainId, std::int32_t>;

  [[nodiscard]] std::int32_t blocks_for(std::int32_t tokens) const {
    return (tokens + block_tokens_ - 1) / block_tokens_;
  }

  /// Chain of the last token of a block.
  [[nodiscard]] ChainId owner(std::span<const Segment> content, std::int32_t block) const {
    const std::int64_t last = (std::int64_t{block} + 1) * block_tokens_ - 1;
    for (const Segment& segment : content) {
      if (last < segment.end_token) return segment.chain;
    }
    return ChainId();
  }

  [[nodiscard]] std::int32_t first_private(const Holding& holding) const {
    std::size_t i = 0;
    while (blocks_[holding.blocks[i]].chain.valid()) ++i;
    return static_cast<std::int32_t>(i);
  }

  [[nodiscard]] std::vector<std::size_t> cached(std::span<const Segment> content,
                                                std::int32_t tokens, const Holding& holding) const {
    std::vector<std::size_t> found;
    std::size_t reserved = 0;
    for (std::int32_t block = 0; block < tokens / block_tokens_; ++block) {
      const ChainId chain = owner(content, block);
      if (chain.valid()) {
        const auto entry = map_.find({chain, block});
        if (entry == map_.end()) break;
        found.push_back(entry->second.front());
      } else {
        if (reserved == holding.reserved.size()) break;
        const std::size_t id = holding.reserved[reserved++];
        if (blocks_[id].ticket != holding.ticket) break;
        found.push_back(id);
      }
    }
    return found;
  }

  void forget_ticket(std::size_t id, std::int64_t ticket) {
    if (blocks_[id].ticket == ticket) blocks_[id].ticket = 0;
  }

  void leave_queues(std::size_t id) {
    std::erase(blank_, id);
    for (auto& queue : queues_) std::erase(queue, id);
  }

  void sink() {
    for (std::size_t level = 1; level < kEvictionLevels; ++level) {
      auto& from = queues_[level];
      queues_[level - 1].insert(queues_[level - 1].end(), from.begin(), from.end());
      from.clear();
    }
  }

  void place(std::size_t id, bool reusable, std::int32_t position, std::int32_t prefix_blocks,
             const BlockUser& user) {
    Block& block = blocks_[id];
    block.released_us = now_us_;
    if (!reusable && switches_.unhashed_blocks_first) {
      blank_.push_front(id);
      return;
    }
    const int level = eviction_.level({.blocks = 1,
                                       .reusable = reusable,
                                       .shared = block.chain.valid(),
                                       .first_block = position,
                                       .reuses = block.chain.valid() ? block.reuses : 0,
                                       .tier = user.tier,
                                       .session = user.session,
                                       .now_us = now_us_,
                                       .prefix_blocks = prefix_blocks,
                                       .pinned_blocks = pinned_blocks(),
                                       .gpu_blocks = static_cast<std::int32_t>(blocks_.size())});
    auto& queue = queues_[static_cast<std::size_t>(level)];
    if (eviction_.newest_first()) {
      queue.push_front(id);
    } else {
      queue.push_back(id);
    }
  }

  /// Takes the next block to evict out of its queue.
  std::size_t take_next() {
    std::deque<std::size_t>* queue = &blank_;
    if (blank_.empty()) {
      queue = &*std::find_if(queues_.begin(), queues_.end(), [](auto& q) { return !q.empty(); });
      auto& expired = queues_[kExpired];
      if (!expired.empty() &&
          (queue != queues_.data() ||
           blocks_[queue->front()].released_us >= blocks_[expired.front()].released_us)) {
        queue = &expired;
      }
    }
    const std::size_t id = queue->front();
    queue->pop_front();
    return id;
  }

  std::size_t pop() {
    const std::size_t id = take_next();
    const auto entry = map_.find({blocks_[id].chain, blocks_[id].index});
    if (entry != map_.end() && std::erase(entry->second, id) > 0 && entry->second.empty()) {
      map_.erase(entry);
    }
    blocks_[id] = {};
    blocks_[id].references = 1;
    return id;
  }

  /// All blocks are taken before any becomes findable.
  void append(std::span<const Segment> content, std::int32_t stored, std::int32_t end_token,
              Holding& holding) {
    while (static_cast<std::int32_t>(holding.blocks.size()) < blocks_for(end_token)) {
      holding.blocks.push_back(pop());
      ++misses_;
    }
    for (std::int32_t i = stored / block_tokens_; i < end_token / block_tokens_; ++i) {
      const std::size_t id = holding.blocks[static_cast<std::size_t>(i)];
      const ChainId chain = owner(content, i);
      if (!chain.valid()) continue;
      blocks_[id].chain = chain;
      blocks_[id].index = i;
      auto& copies = map_[{chain, i}];
      if (!switches_.keep_duplicates) copies.clear();
      copies.push_back(id);
    }
  }

  std::int32_t block_tokens_;
  ProfileSwitches switches_;
  const EvictionPolicy& eviction_;
  std::vector<Block> blocks_;
  std::deque<std::size_t> blank_;
  std::array<std::deque<std::size_t>, kEvictionLevels + 1> queues_;
  std::map<Key, std::vector<std::size_t>> map_;  ///< findable copies, the one served first
  TimeUs now_us_ = 0, sunk_us_ = 0;
  std::int64_t hits_ = 0, misses_ = 0, last_ticket_ = 0;
};

}  // namespace servesweep::engine
