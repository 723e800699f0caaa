#include "engine/kv/tiered_cache.h"

#include <algorithm>
#include <utility>

#include "engine/workload/content_blocks.h"

namespace servesweep::engine {

void TieredCache::reset(std::span<const TierSpec> tiers, std::int32_t block_tokens,
                        const OffloadPolicy& offload, ResidencyListener* listener) {
  offload_ = &offload;
  listener_ = listener;
  block_tokens_ = block_tokens;
  tier_count_ = tiers.size();
  if (tiers_.size() < tier_count_) tiers_.resize(tier_count_);
  for (std::size_t i = 0; i < tier_count_; ++i) {
    const TierSpec& spec = tiers[i];
    const auto sharing = spec.serial ? TransferLink::Sharing::serial : TransferLink::Sharing::fair;
    tiers_[i].store.reset(spec.blocks);
    tiers_[i].down.reset(spec.tokens_per_us, spec.base_us, sharing);
    tiers_[i].up.reset(spec.tokens_per_us, spec.base_us, sharing);
  }
  lookups_.clear();
  cost_ = {};
  now_us_ = 0;
  waiting_ = 0;
  loads_.clear();
  unused_loads_.clear();
  complete_loads_.clear();
  stored_blocks_ = loaded_blocks_ = demoted_blocks_ = refused_blocks_ = 0;
}

void TieredCache::set_conditions(TimeUs now_us, const StepCost& cost, std::int32_t waiting) {
  now_us_ = now_us;
  cost_ = cost;
  waiting_ = waiting;
}

std::int32_t TieredCache::blocks() const {
  std::int32_t blocks = 0;
  for (std::size_t i = 0; i < tier_count_; ++i) blocks += tiers_[i].store.blocks();
  return blocks;
}

// ------------------------------------------------------------------------------------------ lookup

/// Fills parts_: which tier supplies which blocks from `from_block` on, up to the first gap.
void TieredCache::find(std::span<const Segment> content, std::int32_t from_block,
                       std::int32_t end_block) {
  parts_.clear();
  visit_shared_blocks(
      content, end_block * block_tokens_, block_tokens_,
      [&](ChainId chain, std::int32_t first, std::int32_t end) {
        first = std::max(first, from_block);
        while (first < end) {
          // A run goes on in its tier, from chain to chain; then the nearest tier is next.
          std::size_t tier = parts_.empty() ? 0 : parts_.back().tier;
          std::int32_t reached = tiers_[tier].store.readable_end(chain, first, end);
          for (std::size_t i = 0; i < tier_count_ && reached == first; ++i) {
            tier = i;
            reached = tiers_[i].store.readable_end(chain, first, end);
          }
          if (reached == first) return false;
          parts_.push_back({tier, {.chain = chain, .first = first, .end = reached}});
          first = reached;
        }
        return true;
      });
}

void TieredCache::note_lookup(std::span<const Segment> content, std::int32_t known_tokens) {
  ranges_.clear();
  visit_shared_blocks(content, known_tokens, block_tokens_,
                      [&](ChainId chain, std::int32_t first, std::int32_t end) {
                        ranges_.push_back({.chain = chain, .first = first, .end = end});
                        if (offload_->counts_lookups()) lookups_.note(chain, end);
                        return true;
                      });
  for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
    for (std::size_t i = 0; i < tier_count_; ++i) tiers_[i].store.touch(*range);
  }
}

std::int32_t TieredCache::lower_tier_tokens(std::span<const Segment> content,
                                            std::int32_t from_block, std::int32_t known_tokens) {
  if (empty()) return 0;
  note_lookup(content, known_tokens);
  find(content, from_block, known_tokens / block_tokens_);
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
  for (std::size_t i = 0; i < tier_count_; ++i) {
    const std::int64_t part = tokens_in(i);
    if (part > 0) transfer_us = std::max(transfer_us, tiers_[i].up.estimate_us(now_us_, part));
  }
  return {.tokens = tokens,
          .transfer_us = transfer_us,
          .recompute_us = cost_.prefill_us_per_token * tokens,
          .waiting = waiting_};
}

bool TieredCache::is_being_loaded(const BlockRange& range) const {
  for (std::size_t i = 0; i < tier_count_; ++i) {
    for (const Transfer& transfer : tiers_[i].loads) {
      if (transfer.load < 0) continue;
      for (const BlockRange& each : transfer.ranges) {
        if (each.chain == range.chain && each.first < range.end && range.first < each.end) {
          return true;
        }
      }
    }
  }
  return false;
}

bool TieredCache::is_busy(std::span<const Segment> content, std::int32_t from_block,
                          std::int32_t known_tokens) const {
  bool busy = false;
  visit_shared_blocks(
      content, known_tokens, block_tokens_,
      [&](ChainId chain, std::int32_t first, std::int32_t end) {
        first = std::max(first, from_block);
        while (first < end && !busy) {
          std::int32_t reached = first;
          for (std::size_t i = 0; i < tier_count_ && reached == first; ++i) {
            reached = tiers_[i].store.readable_end(chain, first, end);
          }
          busy = reached == first
                     ? tiers_[0].store.arriving_end(chain, first, end) > first
                     : is_being_loaded({.chain = chain, .first = first, .end = reached});
          if (reached == first) return false;
          first = reached;
        }
        return !busy;
      });
  return busy;
}

// -------------------------------------------------------------------------------------------- load

std::int32_t TieredCache::new_load() {
  if (unused_loads_.empty()) {
    loads_.emplace_back();
    return static_cast<std::int32_t>(loads_.size() - 1);
  }
  const std::int32_t load = unused_loads_.back();
  unused_loads_.pop_back();
  return load;
}

TieredCache::Transfer& TieredCache::slot(std::vector<Transfer>& transfers, TransferId id) {
  if (id.index() >= transfers.size()) transfers.resize(id.index() + 1);
  transfers[id.index()].ranges.clear();
  return transfers[id.index()];
}

LoadId TieredCache::begin_load(std::span<const Segment> content, std::int32_t from_block,
                               std::int32_t blocks, TimeUs now_us, TimeUs launch_us) {
  find(content, from_block, from_block + blocks);
  const std::int32_t number = new_load();
  Load& load = loads_[static_cast<std::size_t>(number)];
  load.transfers = 0;
  load.parts.clear();
  for (std::size_t i = 0; i < tier_count_; ++i) {
    const std::int64_t tokens = tokens_in(i);
    if (tokens == 0) continue;
    const TransferId id = tiers_[i].up.start(now_us, tokens, launch_us);
    Transfer& transfer = slot(tiers_[i].loads, id);
    transfer.load = number;
    for (const Part& part : parts_) {
      if (part.tier != i) continue;
      tiers_[i].store.pin(part.range);
      transfer.ranges.push_back(part.range);
    }
    load.parts.emplace_back(i, id);
    ++load.transfers;
  }
  SERVESWEEP_EXPECT(load.transfers > 0);
  loaded_blocks_ += blocks;
  return LoadId(number);
}

TimeUs TieredCache::load_end_us(LoadId id) const {
  TimeUs end_us = now_us_;
  for (const auto& [tier, transfer] : loads_[id.index()].parts) {
    // A part that has been collected already is over.
    const Transfer& carried = tiers_[tier].loads[transfer.index()];
    if (carried.load == id.value()) {
      end_us = std::max(end_us, tiers_[tier].up.completion_us(transfer));
    }
  }
  return end_us;
}

TimeUs TieredCache::next_load_us() const {
  if (!complete_loads_.empty()) return now_us_;
  TimeUs next_us = kForever;
  for (std::size_t i = 0; i < tier_count_; ++i) {
    next_us = std::min(next_us, tiers_[i].up.next_completion_us());
  }
  return next_us;
}

void TieredCache::collect_loaded(TimeUs now_us, std::vector<LoadId>& loaded) {
  advance(now_us);
  for (const LoadId id : complete_loads_) {
    loaded.push_back(id);
    unused_loads_.push_back(id.value());
  }
  complete_loads_.clear();
}

// ------------------------------------------------------------------------------------------- store

bool TieredCache::store_prompt(std::span<const Segment> content, std::int32_t first_block,
                               std::int32_t end_block, const BlockUser& user, TimeUs now_us) {
  if (empty() || first_block >= end_block) return true;
  Tier& nearest = tiers_.front();
  nearest.missing.clear();
  ranges_.clear();
  StoreView view{.tier = user.tier, .session = user.session};
  const std::int32_t shared = visit_shared_blocks(
      content, end_block * block_tokens_, block_tokens_,
      [&](ChainId chain, std::int32_t first, std::int32_t end) {
        first = std::max(first, first_block);
        if (first >= end) return true;
        ranges_.push_back({.chain = chain, .first = first, .end = end});
        view.shared = true;
        lookups_.visit(chain, first, end, [&](std::int32_t from, std::int32_t to, std::int32_t n) {
          view.lookups = n;
          select(view, {.chain = chain, .first = from, .end = to}, nearest);
        });
        return true;
      });
  const std::int32_t first_private = std::max(first_block, shared);
  if (first_private < end_block) {
    view.shared = false;
    view.lookups = 1;  // by this request
    select(view, {.chain = {}, .first = first_private, .end = end_block}, nearest);
  }
  if (nearest.missing.empty()) return true;
  // What the request has in the tier is not evicted for what it has not.
  for (const BlockRange& range : ranges_) nearest.store.pin(range);
  const bool stored = store(0, now_us);
  for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
    nearest.store.unpin(*range);
  }
  return stored;
}

/// Adds the missing blocks of a range to the tier's list if the policy wants them stored.
void TieredCache::select(const StoreView& view, const BlockRange& range, Tier& tier) {
  StoreView asked = view;
  asked.blocks = range.blocks();
  asked.first_block = range.first;
  if (!offload_->store(asked)) return;
  if (range.chain.valid()) {
    tier.store.append_missing(range, tier.missing);
  } else {
    tier.missing.push_back(range);
  }
}

/// Starts to copy the tier's list of missing blocks to it: all of them, or none and false.
bool TieredCache::store(std::size_t tier, TimeUs now_us) {
  Tier& into = tiers_[tier];
  std::int32_t blocks = 0;
  for (const BlockRange& range : into.missing) blocks += range.blocks();
  into.evicted.clear();
  if (!into.store.make_room(blocks, into.evicted)) {
    refused_blocks_ += blocks;
    return false;
  }
  (tier == 0 ? stored_blocks_ : demoted_blocks_) += blocks;
  const TransferId id = into.down.start(now_us, std::int64_t{blocks} * block_tokens_);
  Transfer& transfer = slot(into.stores, id);
  for (const BlockRange& range : into.missing) {
    into.store.expect(range);
    transfer.ranges.push_back(range);
  }
  if (!into.evicted.empty()) demote(tier, now_us);
  return true;
}

/// What a tier has evicted goes to the next one, where what went first will go first again.
void TieredCache::demote(std::size_t from, TimeUs now_us) {
  for (const BlockRange& range : tiers_[from].evicted) report(from, range, false, now_us);
  if (from + 1 == tier_count_) return;
  Tier& next = tiers_[from + 1];
  next.missing.clear();
  const auto& evicted = tiers_[from].evicted;
  for (auto range = evicted.rbegin(); range != evicted.rend(); ++range) {
    if (range->chain.valid()) {
      next.store.append_missing(*range, next.missing);
    } else {
      next.missing.push_back(*range);
    }
  }
  if (!next.missing.empty()) static_cast<void>(store(from + 1, now_us));
}

// ------------------------------------------------------------------------------------------ arrive

void TieredCache::advance(TimeUs now_us) {
  now_us_ = now_us;
  for (std::size_t i = 0; i < tier_count_; ++i) {
    arrived_.clear();
    tiers_[i].down.collect(now_us, arrived_);
    for (const TransferId id : arrived_) complete_store(i, tiers_[i].stores[id.index()], now_us);
    arrived_.clear();
    tiers_[i].up.collect(now_us, arrived_);
    for (const TransferId id : arrived_) complete_load(i, tiers_[i].loads[id.index()]);
  }
}

void TieredCache::complete_store(std::size_t tier, Transfer& transfer, TimeUs now_us) {
  // The last range first, so that the beginning of a prefix is evicted last.
  for (auto range = transfer.ranges.rbegin(); range != transfer.ranges.rend(); ++range) {
    tiers_[tier].store.arrive(*range);
    report(tier, *range, true, now_us);
  }
}

void TieredCache::complete_load(std::size_t tier, Transfer& transfer) {
  for (auto range = transfer.ranges.rbegin(); range != transfer.ranges.rend(); ++range) {
    tiers_[tier].store.unpin(*range);
  }
  const std::int32_t load = std::exchange(transfer.load, -1);
  if (--loads_[static_cast<std::size_t>(load)].transfers == 0) {
    complete_loads_.push_back(LoadId(load));
  }
}

void TieredCache::report(std::size_t tier, const BlockRange& range, bool added, TimeUs now_us) {
  if (listener_ == nullptr || !range.chain.valid()) return;
  listener_->changed({.chain = range.chain,
                      .first = range.first,
                      .end = range.end,
                      .tier = static_cast<std::int32_t>(tier) + 1,
                      .added = added},
                     now_us);
}

}  // namespace servesweep::engine
