#include "tests/engine/oracle/naive_tiers.h"

#include <algorithm>
#include <variant>

#include "engine/base/contract.h"

namespace servesweep::engine::oracle {
namespace {

template <class Value>
void read(const Scenario& scenario, const char* name, Value& value) {
  const auto found = scenario.offload.parameters.find(name);
  if (found == scenario.offload.parameters.end()) return;
  if constexpr (std::is_same_v<Value, bool>) {
    value = std::get<bool>(found->second);
  } else {
    value = static_cast<Value>(std::get<double>(found->second));
  }
}

}  // namespace

NaiveTiers::NaiveTiers(const Scenario& scenario)
    : block_tokens_(scenario.kv.block_tokens), prefill_us_per_token_(scenario.latency.beta[1]) {
  for (const TierSpec& tier : scenario.kv.tiers) {
    const NaiveLink link(tier.tokens_per_us, tier.base_us, tier.serial);
    tiers_.push_back({.content = NaiveTier(tier.blocks, tier.eviction == "arc"),
                      .down = link,
                      .up = link,
                      .storing = {},
                      .loading = {}});
  }
  if (scenario.offload.policy == "selective") min_lookups_ = 2;
  read(scenario, "min_lookups", min_lookups_);
  read(scenario, "defer", defers_);
  read(scenario, "prefetch", prefetches_);
  read(scenario, "min_load_tokens", min_load_tokens_);
  read(scenario, "load_factor", load_factor_);
}

std::int32_t NaiveTiers::blocks() const {
  std::int32_t blocks = 0;
  for (const Tier& tier : tiers_) blocks += tier.content.blocks();
  return blocks;
}

// ------------------------------------------------------------------------------------------- loads

void NaiveTiers::ask(const BlockNames& names) {
  for (const BlockHash name : names) ++lookups_[name];
  for (Tier& tier : tiers_) tier.content.touch(names);
}

/// The tier that supplies each block from `from` on, up to the first one that no tier has: a run of
/// blocks comes from the nearest tier that has the first of them, as far as that one goes.
std::vector<std::size_t> NaiveTiers::sources(const BlockNames& names, std::int32_t from) const {
  std::vector<std::size_t> sources;
  for (auto i = static_cast<std::size_t>(from); i < names.size(); ++i) {
    if (!sources.empty() && tiers_[sources.back()].content.is_readable(names[i])) {
      sources.push_back(sources.back());
      continue;
    }
    const auto tier = std::ranges::find_if(
        tiers_, [&](const Tier& each) { return each.content.is_readable(names[i]); });
    if (tier == tiers_.end()) break;
    sources.push_back(static_cast<std::size_t>(tier - tiers_.begin()));
  }
  return sources;
}

bool NaiveTiers::is_busy(const BlockNames& names, std::int32_t from) const {
  const std::size_t found = sources(names, from).size();
  for (const Tier& tier : tiers_) {
    for (const Transfer& transfer : tier.loading) {
      for (const BlockHash name : transfer.names) {
        const auto begin = names.begin() + from;
        const auto end = begin + static_cast<std::ptrdiff_t>(found);
        if (std::find(begin, end, name) != end) return true;
      }
    }
  }
  const std::size_t next = static_cast<std::size_t>(from) + found;
  return next < names.size() && tiers_[0].content.is_arriving(names[next]);
}

std::int32_t NaiveTiers::loadable(const BlockNames& names, std::int32_t from, TimeUs now_us) const {
  const std::vector<std::size_t> from_tier = sources(names, from);
  const auto blocks = static_cast<std::int32_t>(from_tier.size());
  double transfer_us = 0;  // the links work at the same time
  for (std::size_t i = 0; i < tiers_.size(); ++i) {
    const std::int64_t tokens = std::ranges::count(from_tier, i) * block_tokens_;
    if (tokens > 0) transfer_us = std::max(transfer_us, tiers_[i].up.estimate_us(now_us, tokens));
  }
  const std::int32_t tokens = blocks * block_tokens_;
  const double recompute_us = prefill_us_per_token_ * tokens;
  return tokens >= min_load_tokens_ && transfer_us < load_factor_ * recompute_us ? blocks : 0;
}

std::int32_t NaiveTiers::load(const BlockNames& names, std::int32_t from, std::int32_t blocks,
                              TimeUs now_us, TimeUs launch_us) {
  std::vector<BlockNames> parts(tiers_.size());
  const std::vector<std::size_t> from_tier = sources(names, from);
  for (std::int32_t i = 0; i < blocks; ++i) {
    parts[from_tier[static_cast<std::size_t>(i)]].push_back(
        names[static_cast<std::size_t>(from + i)]);
  }
  for (std::size_t i = 0; i < tiers_.size(); ++i) {
    if (parts[i].empty()) continue;
    const auto tokens = static_cast<std::int64_t>(parts[i].size()) * block_tokens_;
    tiers_[i].content.pin(parts[i]);
    tiers_[i].loading.push_back({.number = tiers_[i].up.start(now_us, tokens, launch_us),
                                 .load = loads_,
                                 .names = parts[i]});
  }
  loaded_ += blocks;
  return loads_++;
}

TimeUs NaiveTiers::load_end_us(std::int32_t load) const {
  TimeUs end_us = 0;
  for (const Tier& tier : tiers_) {
    for (const Transfer& transfer : tier.loading) {
      if (transfer.load == load) {
        end_us = std::max(end_us, tier.up.completion_us(transfer.number));
      }
    }
  }
  return end_us;
}

// ------------------------------------------------------------------------------------------ stores

bool NaiveTiers::wants_stored(BlockHash name) const {
  const auto asked = lookups_.find(name);
  const std::int32_t lookups = asked == lookups_.end() ? 0 : asked->second;
  return (name == kNoHash ? 1 : lookups) >= min_lookups_;  // of private blocks: by this request
}

bool NaiveTiers::store(const BlockNames& names, std::int32_t from, TimeUs now_us) {
  const BlockNames offered(names.begin() + from, names.end());
  BlockNames missing;
  NaiveTier& nearest = tiers_[0].content;
  for (const BlockHash name : offered) {
    const bool present = nearest.is_readable(name) || nearest.is_arriving(name);
    if (!present && wants_stored(name)) missing.push_back(name);
  }
  if (missing.empty()) return true;
  nearest.pin(offered);  // not evicted for the others of the same request
  const bool stored = copy_into(0, missing, now_us);
  nearest.unpin(offered);
  if (!stored) return false;
  nearest.touch_after_store(names);
  stored_ += static_cast<std::int64_t>(missing.size());
  return true;
}

/// Starts to copy blocks to a tier: all of them or none. What it evicts goes to the next tier, if
/// that one has not got it.
bool NaiveTiers::copy_into(std::size_t index, const BlockNames& names, TimeUs now_us) {
  Tier& tier = tiers_[index];
  BlockNames evicted;
  if (!tier.content.make_room(static_cast<std::int32_t>(names.size()), evicted)) return false;
  tier.content.expect(names);
  const auto tokens = static_cast<std::int64_t>(names.size()) * block_tokens_;
  tier.storing.push_back(
      {.number = tier.down.start(now_us, tokens, now_us), .load = -1, .names = names});
  if (index + 1 == tiers_.size()) return true;
  const NaiveTier& next = tiers_[index + 1].content;
  BlockNames demoted;
  for (const BlockHash name : evicted) {
    if (!next.is_readable(name) && !next.is_arriving(name)) demoted.push_back(name);
  }
  std::ranges::reverse(demoted);  // evicted first, evicted first again
  if (!demoted.empty()) static_cast<void>(copy_into(index + 1, demoted, now_us));
  return true;
}

// ------------------------------------------------------------------------------------------- polls

NaiveTiers::Transfer NaiveTiers::take(std::vector<Transfer>& transfers, std::int32_t number) {
  const auto found = std::ranges::find(transfers, number, &Transfer::number);
  SERVESWEEP_ENSURE(found != transfers.end());
  Transfer transfer = std::move(*found);
  transfers.erase(found);
  return transfer;
}

std::vector<std::int32_t> NaiveTiers::poll(TimeUs now_us) {
  std::vector<std::int32_t> complete;
  for (Tier& tier : tiers_) {
    for (const std::int32_t number : tier.down.collect(now_us)) {
      tier.content.arrive(take(tier.storing, number).names);
    }
    for (const std::int32_t number : tier.up.collect(now_us)) {
      const Transfer transfer = take(tier.loading, number);
      tier.content.unpin(transfer.names);
      const bool more = std::ranges::any_of(tiers_, [&](const Tier& other) {
        return std::ranges::find(other.loading, transfer.load, &Transfer::load) !=
               other.loading.end();
      });
      if (!more) complete.push_back(transfer.load);
    }
  }
  return complete;
}

}  // namespace servesweep::engine::oracle
