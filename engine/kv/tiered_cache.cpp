#include "engine/kv/tiered_cache.h"

#include <algorithm>

namespace servesweep::engine {

void TieredCache::reset(std::span<const TierSpec> tiers, std::int32_t block_tokens,
                        const OffloadPolicy& offload, ResidencyListener* listener) {
  tiers_.reset(tiers, block_tokens, listener);
  loads_.reset();
  block_tokens_ = block_tokens;
  offload_ = &offload;
  counts_lookups_ = offload.counts_lookups();
  ignores_repetition_ = tiers_.ignores_repetition() && !counts_lookups_;
  lookups_.clear();
  cost_ = {};
  now_us_ = 0;
  waiting_ = 0;
  loaded_blocks_ = 0;
  next_news_us_ = kForever;
}

// ------------------------------------------------------------------------------------------ lookup

void TieredCache::note_lookup(Prefix prefix) {
  ++version_;
  if (counts_lookups_) {
    for (const BlockRange& range : prefix) lookups_.note(range.chain, range.end);
  }
  tiers_.touch(prefix);
}

std::int32_t TieredCache::find_loadable(Prefix prefix, std::int32_t from_block) {
  tiers_.find(prefix, from_block, prefix.back().end, parts_);
  std::int32_t tokens = 0;
  for (const Part& part : parts_) tokens += part.range.blocks() * block_tokens_;
  return tokens > 0 && offload_->load(view_of_parts(tokens)) ? tokens : 0;
}

std::int64_t TieredCache::tokens_in(std::size_t tier) const {
  std::int64_t blocks = 0;
  for (const Part& part : parts_) blocks += part.tier == tier ? part.range.blocks() : 0;
  return blocks * block_tokens_;
}

/// The tiers' links work at the same time, so the slowest part counts.
LoadView TieredCache::view_of_parts(std::int32_t tokens) const {
  double transfer_us = 0;
  for (std::size_t i = 0; i < tiers_.size(); ++i) {
    const std::int64_t part = tokens_in(i);
    if (part > 0) transfer_us = std::max(transfer_us, tiers_[i].estimate_load_us(now_us_, part));
  }
  return {.tokens = tokens,
          .transfer_us = transfer_us,
          .recompute_us = cost_.prefill_us_per_token * tokens,
          .waiting = waiting_};
}

// -------------------------------------------------------------------------------------------- load

LoadId TieredCache::begin_load(Prefix prefix, std::int32_t from_block, std::int32_t blocks,
                               TimeUs now_us, TimeUs launch_us) {
  tiers_.find(prefix, from_block, from_block + blocks, parts_);
  SERVESWEEP_EXPECT(!parts_.empty());
  ++version_;
  const LoadId load = loads_.add();
  for (std::size_t i = 0; i < tiers_.size(); ++i) {
    ranges_.clear();
    for (const Part& part : parts_) {
      if (part.tier == i) ranges_.push_back(part.range);
    }
    if (ranges_.empty()) continue;
    loads_.add_part(load, {i, tiers_[i].begin_load(load, ranges_, now_us, launch_us)});
  }
  loaded_blocks_ += blocks;
  next_news_us_ = tiers_.next_news_us();
  return load;
}

TimeUs TieredCache::load_end_us(LoadId id) const {
  TimeUs end_us = now_us_;
  for (const auto& [tier, part] : loads_.parts(id)) {
    end_us = std::max(end_us, tiers_[tier].load_end_us(id, part));
  }
  return end_us;
}

TimeUs TieredCache::next_load_us() const {
  if (loads_.has_complete()) return now_us_;
  TimeUs next_us = kForever;
  for (std::size_t i = 0; i < tiers_.size(); ++i) {
    next_us = std::min(next_us, tiers_[i].next_load_us());
  }
  return next_us;
}

void TieredCache::collect_news(std::vector<LoadId>& loaded) {
  ++version_;
  tiers_.advance(now_us_, loads_);
  next_news_us_ = tiers_.next_news_us();
  loads_.take_complete(loaded);
}

// ------------------------------------------------------------------------------------------- store

bool TieredCache::store_prompt(std::span<const Segment> content, std::int32_t first_block,
                               std::int32_t end_block, const BlockUser& user, TimeUs now_us) {
  if (empty() || first_block >= end_block) return true;
  list_shared_blocks(content, end_block, block_tokens_, ranges_);
  std::span<BlockRange> shared = ranges_;
  while (!shared.empty() && shared.front().end <= first_block) shared = shared.subspan(1);
  if (!shared.empty()) shared.front().first = std::max(shared.front().first, first_block);
  select_missing(shared, shared.empty() ? first_block : shared.back().end, end_block, user);
  if (missing_.empty()) return true;
  ++version_;
  if (!tiers_.store(missing_, shared, now_us)) return false;
  next_news_us_ = tiers_.next_news_us();
  if (tiers_[0].content().ranks_arriving()) rank_arriving(content, end_block);
  return true;
}

/// Writes missing_: what the policy wants stored of the shared blocks and of the private ones
/// behind them.
void TieredCache::select_missing(Prefix shared, std::int32_t first_private, std::int32_t end_block,
                                 const BlockUser& user) {
  missing_.clear();
  StoreView view{.shared = true, .tier = user.tier, .session = user.session};
  for (const BlockRange& range : shared) {
    lookups_.visit(range.chain, range.first, range.end,
                   [&](std::int32_t first, std::int32_t end, std::int32_t lookups) {
                     view.lookups = lookups;
                     select(view, {.chain = range.chain, .first = first, .end = end});
                   });
  }
  if (first_private >= end_block) return;
  view.shared = false;
  view.lookups = 1;  // by this request
  select(view, {.chain = {}, .first = first_private, .end = end_block});
}

void TieredCache::select(StoreView& view, const BlockRange& range) {
  view.blocks = range.blocks();
  view.first_block = range.first;
  if (!offload_->store(view)) return;
  if (range.chain.valid()) {
    tiers_[0].content().append_missing(range, missing_);
  } else {
    missing_.push_back(range);
  }
}

void TieredCache::rank_arriving(std::span<const Segment> content, std::int32_t end_block) {
  list_shared_blocks(content, end_block, block_tokens_, ranges_);
  for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
    tiers_[0].content().touch(*range);
  }
}

}  // namespace servesweep::engine
