#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/workload/request.h"

namespace servesweep::engine {

/// A KV cache that keeps every block as an object: what KvCache must be equal to. No CPU tier.
class NaiveKv {
 public:
  struct Holding {
    std::vector<std::size_t> blocks;    ///< in the order of the request's tokens
    std::vector<std::size_t> reserved;  ///< private full blocks left behind by a preemption
    std::int64_t ticket = 0;
  };

  NaiveKv(std::int32_t capacity, std::int32_t block_tokens) : block_tokens_(block_tokens) {
    blocks_.resize(static_cast<std::size_t>(capacity));
    for (std::size_t i = 0; i < blocks_.size(); ++i) free_.push_back(i);
  }

  [[nodiscard]] std::int32_t free_blocks() const { return static_cast<std::int32_t>(free_.size()); }
  [[nodiscard]] std::int32_t used_blocks() const {
    return static_cast<std::int32_t>(blocks_.size() - free_.size());
  }
  [[nodiscard]] std::int64_t hits() const { return hits_; }
  [[nodiscard]] std::int64_t misses() const { return misses_; }

  [[nodiscard]] std::int32_t cached_blocks(std::span<const Segment> content, std::int32_t tokens,
                                           const Holding& holding) const {
    return static_cast<std::int32_t>(cached(content, tokens, holding).size());
  }

  bool admit(std::span<const Segment> content, std::int32_t cached_count, std::int32_t end_token,
             Holding& holding) {
    std::vector<std::size_t> claimed =
        cached(content, cached_count * block_tokens_, holding);  // as many as there are
    const std::int32_t needed = blocks_for(end_token) - cached_count;
    const auto unreferenced = std::count_if(claimed.begin(), claimed.end(), [&](std::size_t id) {
      return blocks_[id].references == 0;
    });
    if (needed + unreferenced > free_blocks()) return false;
    for (const std::size_t id : claimed) {
      if (blocks_[id].references++ == 0) std::erase(free_, id);
      blocks_[id].ticket = 0;
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

  void release(std::int32_t stored, Holding& holding, bool keep_private) {
    if (keep_private) holding.ticket = ++last_ticket_;
    for (std::size_t i = holding.blocks.size(); i-- > 0;) {
      const std::size_t id = holding.blocks[i];
      if (--blocks_[id].references > 0) continue;
      free_.push_back(id);
      const bool full = static_cast<std::int32_t>(i) < stored / block_tokens_;
      if (keep_private && full && !blocks_[id].chain.valid()) {
        blocks_[id].ticket = holding.ticket;
        holding.reserved.insert(holding.reserved.begin(), id);
      }
    }
    holding.blocks.clear();
  }

 private:
  struct Block {
    ChainId chain;
    std::int32_t index = 0;
    std::int32_t references = 0;
    std::int64_t ticket = 0;
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

  [[nodiscard]] std::vector<std::size_t> cached(std::span<const Segment> content,
                                                std::int32_t tokens, const Holding& holding) const {
    std::vector<std::size_t> found;
    std::size_t reserved = 0;
    for (std::int32_t block = 0; block < tokens / block_tokens_; ++block) {
      const ChainId chain = owner(content, block);
      if (chain.valid()) {
        const auto entry = map_.find({chain, block});
        if (entry == map_.end()) break;
        found.push_back(entry->second);
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

  std::size_t pop() {
    const std::size_t id = free_.front();
    free_.pop_front();
    const auto entry = map_.find({blocks_[id].chain, blocks_[id].index});
    if (entry != map_.end() && entry->second == id) map_.erase(entry);
    blocks_[id] = {.chain = {}, .index = 0, .references = 1, .ticket = 0};
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
      map_[{chain, i}] = id;
    }
  }

  std::int32_t block_tokens_;
  std::vector<Block> blocks_;
  std::deque<std::size_t> free_;
  std::map<Key, std::size_t> map_;
  std::int64_t hits_ = 0, misses_ = 0, last_ticket_ = 0;
};

}  // namespace servesweep::engine
