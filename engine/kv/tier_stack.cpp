#include "engine/kv/tier_stack.h"

#include <algorithm>

namespace servesweep::engine {

void TierStack::reset(std::span<const TierSpec> tiers, std::int32_t block_tokens,
                      ResidencyListener* listener) {
  count_ = tiers.size();
  if (tiers_.size() < count_) {
    tiers_.resize(count_);
    scratch_.resize(count_);
  }
  for (std::size_t i = 0; i < count_; ++i) tiers_[i].reset(tiers[i], block_tokens);
  listener_ = listener;
  stored_blocks_ = demoted_blocks_ = refused_blocks_ = 0;
}

std::int32_t TierStack::blocks() const {
  std::int32_t blocks = 0;
  for (std::size_t i = 0; i < count_; ++i) blocks += tiers_[i].content().blocks();
  return blocks;
}

// ------------------------------------------------------------------------------------------ lookup

/// The leading blocks of a range that one tier can supply, none if no tier has the first one. A run
/// goes on in the tier that supplied what came before, then the nearest one is next.
TierStack::Part TierStack::nearest(ChainId chain, std::int32_t first, std::int32_t end,
                                   std::size_t before) const {
  const std::int32_t goes_on = tiers_[before].content().readable_end(chain, first, end);
  if (goes_on > first) return {before, {.chain = chain, .first = first, .end = goes_on}};
  for (std::size_t tier = 0; tier < count_; ++tier) {
    const std::int32_t reached = tiers_[tier].content().readable_end(chain, first, end);
    if (reached > first) return {tier, {.chain = chain, .first = first, .end = reached}};
  }
  return {0, {.chain = chain, .first = first, .end = first}};
}

void TierStack::find(std::span<const BlockRange> prefix, std::int32_t from_block,
                     std::int32_t end_block, std::vector<Part>& parts) const {
  parts.clear();
  for (const BlockRange& range : prefix) {
    const std::int32_t end = std::min(range.end, end_block);
    for (std::int32_t first = std::max(range.first, from_block); first < end;) {
      const std::size_t before = parts.empty() ? 0 : parts.back().tier;
      const Part part = nearest(range.chain, first, end, before);
      if (part.range.blocks() == 0) return;
      parts.push_back(part);
      first = part.range.end;
    }
  }
}

bool TierStack::is_still() const {
  if (!tiers_.front().awaits_nothing()) return false;
  for (std::size_t i = 0; i < count_; ++i) {
    if (!tiers_[i].loads_nothing()) return false;
  }
  return true;
}

bool TierStack::is_loading(const BlockRange& range) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (tiers_[i].is_loading(range)) return true;
  }
  return false;
}

bool TierStack::moves(std::span<const BlockRange> prefix, std::int32_t from_block) const {
  for (const BlockRange& range : prefix) {
    for (std::int32_t first = std::max(range.first, from_block); first < range.end;) {
      const BlockRange part = nearest(range.chain, first, range.end).range;
      if (part.blocks() == 0) {
        const TierStore& content = tiers_.front().content();
        return content.arriving_end(range.chain, first, range.end) > first;
      }
      if (is_loading(part)) return true;
      first = part.end;
    }
  }
  return false;
}

bool TierStack::ignores_repetition() const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (!tiers_[i].content().ignores_repetition()) return false;
  }
  return true;
}

void TierStack::touch(std::span<const BlockRange> prefix) {
  for (auto range = prefix.rbegin(); range != prefix.rend(); ++range) {
    for (std::size_t i = 0; i < count_; ++i) tiers_[i].content().touch(*range);
  }
}

// ------------------------------------------------------------------------------------------- store

bool TierStack::store(std::span<const BlockRange> missing, std::span<const BlockRange> own,
                      TimeUs now_us) {
  TierStore& content = tiers_.front().content();
  const std::int32_t blocks = blocks_of(missing);
  if (content.has_room(blocks)) {  // they need no protection, but count as used
    for (auto range = own.rbegin(); range != own.rend(); ++range) content.pin_and_unpin(*range);
    return begin_store(0, missing, blocks, now_us);
  }
  for (const BlockRange& range : own) content.pin(range);
  const bool stores = begin_store(0, missing, blocks, now_us);
  for (auto range = own.rbegin(); range != own.rend(); ++range) content.unpin(*range);
  return stores;
}

bool TierStack::begin_store(std::size_t tier, std::span<const BlockRange> missing,
                            std::int32_t blocks, TimeUs now_us) {
  std::vector<BlockRange>& evicted = scratch_[tier].evicted;
  evicted.clear();
  if (!tiers_[tier].begin_store(missing, blocks, now_us, evicted)) {
    refused_blocks_ += blocks;
    return false;
  }
  (tier == 0 ? stored_blocks_ : demoted_blocks_) += blocks;
  if (!evicted.empty()) demote(tier, now_us);
  return true;
}

/// What a tier has evicted goes to the next one, where what went first will go first again.
void TierStack::demote(std::size_t from, TimeUs now_us) {
  const std::vector<BlockRange>& evicted = scratch_[from].evicted;
  for (const BlockRange& range : evicted) report(from, range, false, now_us);
  const std::size_t to = from + 1;
  if (to == count_) return;
  std::vector<BlockRange>& missing = scratch_[to].missing;
  missing.clear();
  for (auto range = evicted.rbegin(); range != evicted.rend(); ++range) {
    if (range->chain.valid()) {
      tiers_[to].content().append_missing(*range, missing);
    } else {
      missing.push_back(*range);
    }
  }
  if (!missing.empty()) begin_store(to, missing, blocks_of(missing), now_us);
}

void TierStack::advance(TimeUs now_us, LoadTable& loads) {
  for (std::size_t i = 0; i < count_; ++i) {
    arrived_.clear();
    tiers_[i].collect_stored(now_us, arrived_);
    for (const BlockRange& range : arrived_) report(i, range, true, now_us);
    over_.clear();
    tiers_[i].collect_loaded(now_us, over_);
    for (const LoadId load : over_) loads.note_part_over(load);
  }
}

void TierStack::report(std::size_t tier, const BlockRange& range, bool added, TimeUs now_us) {
  if (listener_ == nullptr || !range.chain.valid()) return;
  listener_->changed({.chain = range.chain,
                      .first = range.first,
                      .end = range.end,
                      .tier = static_cast<std::int32_t>(tier) + 1,
                      .added = added},
                     now_us);
}

}  // namespace servesweep::engine
