#include "engine/instance/prefix_loads.h"

#include <algorithm>
#include <limits>

namespace servesweep::engine {

void PrefixLoads::reset(const Scenario& scenario, const OffloadPolicy& offload,
                        const StepCost& cost, ResidencyListener* listener) {
  offload_ = &offload;
  defers_ = offload.defers();
  limits_deferral_ = offload.longest_deferral_calls() != std::numeric_limits<std::int64_t>::max();
  gate_ = scenario.switches.full_sequence_gate;
  tiers_.reset(scenario.kv.tiers, scenario.kv.block_tokens, offload, listener);
  tiers_.set_cost(cost);
  slot_of_.clear();
  aside_.clear();
  awaited_.clear();
  holders_.clear();
  polled_.clear();
  reported_.clear();
  deferred_since_.clear();
  calls_ = 0;
  loads_under_way_ = 0;
}

std::int32_t PrefixLoads::promised_blocks() const {
  std::int32_t blocks = 0;
  for (const Slot slot : holders_) {
    const ActiveRequest& request = table_[static_cast<std::size_t>(slot)];
    blocks += kv_.blocks_for(request.prefill_target_tokens) - kv_.blocks_for(request.loaded_tokens);
  }
  return blocks;
}

bool PrefixLoads::waits_for_others(Slot slot, std::int32_t cached, TimeUs now_us) {
  regard(slot);
  if (is_overdue(slot) || !asks_again(cached)) return false;
  set_aside(slot, now_us);
  polled_.push_back(slot);
  return true;
}

PrefixLoads::Start PrefixLoads::start(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                                      const MemoryReserve& reserve, TimeUs now_us,
                                      TimeUs launch_us) {
  const Start start = begin(slot, cached, tokens, reserve, now_us, launch_us);
  if (start != Start::held || !defers_ || is_overdue(slot)) return start;
  set_aside(slot, now_us);
  return Start::aside;
}

std::int32_t PrefixLoads::look_up_early(Slot slot, std::int32_t cached) {
  regard(slot);
  return asks_again(cached) ? 0 : look_up(cached);
}

bool PrefixLoads::may_load_ahead(Slot slot, std::int32_t cached) {
  if (loads_under_way_ >= offload_->concurrent_loads()) return false;
  regard(slot);
  return tiers_.loadable_tokens(prefix_, cached) > 0 && !tiers_.is_busy(prefix_, cached);
}

/// Only what will certainly begin is a lookup, so that a request that waits for memory does not
/// count as one in each call.
bool PrefixLoads::load_ahead(Slot slot, const CachedPrefix& cached, const MemoryReserve& reserve,
                             TimeUs now_us) {
  SERVESWEEP_EXPECT(slot == regarded_);
  const ActiveRequest& request = at(slot);
  const std::int32_t tokens = tiers_.loadable_tokens(prefix_, cached.blocks);
  return has_room(request, cached, cached.blocks * kv_.block_tokens() + tokens, reserve) &&
         begin(slot, cached, look_up(cached.blocks), reserve, now_us, now_us) == Start::held;
}

bool PrefixLoads::waits_aside(Slot slot, TimeUs now_us) {
  if (!defers_ || !at(slot).load.valid() || is_overdue(slot)) return false;
  set_aside(slot, now_us);
  return true;
}

/// What it asks the tiers is about all that is known of it.
void PrefixLoads::regard(Slot slot) {
  regarded_ = slot;
  const ActiveRequest& request = at(slot);
  const std::int32_t block = kv_.block_tokens();
  list_shared_blocks(request.facts.content, request.prefill_target_tokens / block, block, prefix_);
}

/// Whether somebody else is moving what the request looks up, and it does not want to compute it.
bool PrefixLoads::asks_again(std::int32_t cached) {
  if (!defers_ || !tiers_.is_busy(prefix_, cached)) return false;
  tiers_.note_lookup(prefix_);
  return true;
}

PrefixLoads::Start PrefixLoads::begin(Slot slot, const CachedPrefix& cached, std::int32_t tokens,
                                      const MemoryReserve& reserve, TimeUs now_us,
                                      TimeUs launch_us) {
  SERVESWEEP_EXPECT(slot == regarded_);
  ActiveRequest& request = at(slot);
  const std::int32_t block = kv_.block_tokens();
  const std::int32_t loaded = cached.blocks * block + tokens;
  if (!has_room(request, cached, loaded, reserve) ||
      !kv_.admit(request.facts.content, cached, loaded, request.holding,
                 KvCache::Publish::when_loaded)) {
    return Start::no_memory;
  }
  request.load = tiers_.begin_load(prefix_, cached.blocks, tokens / block, now_us, launch_us);
  request.loaded_tokens = loaded;
  if (request.load.index() >= slot_of_.size()) slot_of_.resize(request.load.index() + 1);
  slot_of_[request.load.index()] = slot;
  holders_.push_back(slot);
  ++loads_under_way_;
  return Start::held;
}

bool PrefixLoads::has_room(const ActiveRequest& request, const CachedPrefix& cached,
                           std::int32_t loaded_tokens, const MemoryReserve& reserve) const {
  const std::int32_t watermark = reserve.watermark_blocks;
  if (gate_ && !kv_.room_for(cached, request.prefill_target_tokens, watermark)) {
    return false;
  }
  return kv_.room_for(cached, loaded_tokens, reserve.promised_blocks + watermark);
}

void PrefixLoads::set_aside(Slot slot, TimeUs now_us) {
  if (limits_deferral_ && at(slot).aside_number == 0) {
    const auto index = static_cast<std::size_t>(slot);
    if (index >= deferred_since_.size()) deferred_since_.resize(table_.size());
    deferred_since_[index] = calls_;
  }
  at(slot).phase = ActiveRequest::Phase::loading;
  at(slot).aside_since_us = now_us;
  aside_.push_back(slot);
}

/// Whether it was first set aside so many calls ago that it may not be deferred further.
bool PrefixLoads::is_overdue(Slot slot) const {
  return limits_deferral_ && table_[static_cast<std::size_t>(slot)].aside_number != 0 &&
         calls_ - deferred_since_[static_cast<std::size_t>(slot)] >=
             offload_->longest_deferral_calls();
}

void PrefixLoads::report_overdue() {
  ++calls_;
  for (const Slot slot : aside_) {
    if (is_overdue(slot) && std::ranges::find(polled_, slot) == polled_.end()) {
      polled_.push_back(slot);
    }
  }
}

void PrefixLoads::add_waiting(InstanceReport& report) const {
  for (const Slot slot : aside_) {
    const ActiveRequest& request = table_[static_cast<std::size_t>(slot)];
    ++report.waiting;
    report.backlog_tokens += request.prefill_target_tokens - request.loaded_tokens;
  }
}

bool PrefixLoads::give_up_one(Slot asking) {
  for (auto holder = holders_.rbegin(); holder != holders_.rend(); ++holder) {
    ActiveRequest& request = at(*holder);
    if (*holder == asking || request.load.valid() ||
        request.phase != ActiveRequest::Phase::waiting) {
      continue;
    }
    kv_.release(request.loaded_tokens, request.holding, false, user_of(request));
    request.loaded_tokens = 0;
    holders_.erase(std::next(holder).base());
    return true;
  }
  return false;
}

void PrefixLoads::await(ActiveRequest& request) {
  std::erase(holders_, static_cast<Slot>(&request - table_.data()));
  if (!request.load.valid()) return;
  publish(request);
  awaited_.push_back(request.load);
  slot_of_[request.load.index()] = kNoSlot;
  request.load = LoadId();
}

TimeUs PrefixLoads::forget_awaited() {
  TimeUs until_us = 0;
  for (const LoadId id : awaited_) until_us = std::max(until_us, tiers_.load_end_us(id));
  awaited_.clear();
  return until_us;
}

/// Others can find the loaded blocks.
void PrefixLoads::publish(ActiveRequest& request) {
  kv_.publish_loaded(request.facts.content, request.loaded_tokens, request.holding);
}

void PrefixLoads::take_news(TimeUs now_us) {
  complete_.clear();
  tiers_.collect_loaded(now_us, complete_);
  loads_under_way_ -= static_cast<std::int32_t>(complete_.size());
  for (const LoadId id : complete_) finish(id);
}

void PrefixLoads::finish(LoadId id) {
  const Slot slot = slot_of_[id.index()];
  if (slot == kNoSlot) return;
  ActiveRequest& request = at(slot);
  request.load = LoadId();
  publish(request);
  if (request.phase == ActiveRequest::Phase::loading) polled_.push_back(slot);
}

const std::vector<Slot>& PrefixLoads::take_reported() {
  if (limits_deferral_) report_overdue();
  reported_.swap(polled_);
  polled_.clear();
  for (const Slot slot : reported_) std::erase(aside_, slot);
  return reported_;
}

void PrefixLoads::store_prompt(ActiveRequest& request, std::int32_t computed_tokens,
                               TimeUs now_us) {
  if (offload_->stores_at_completion()) return;
  const std::int32_t prompt = std::min(computed_tokens, request.facts.input_tokens);
  const std::int32_t end = prompt / kv_.block_tokens();
  if (tiers_.store_prompt(request.facts.content, request.stored_blocks, end, user_of(request),
                          now_us)) {
    request.stored_blocks = std::max(request.stored_blocks, end);
  }
}

void PrefixLoads::store_completed(const ActiveRequest& request, TimeUs now_us) {
  if (!offload_->stores_at_completion()) return;
  if (request.phase == ActiveRequest::Phase::evicted) return;  // it has lost its blocks already
  const std::int32_t tokens = offload_->stores_answers()
                                  ? request.stored_tokens
                                  : std::min(request.stored_tokens, request.facts.input_tokens);
  const std::int32_t end = tokens / kv_.block_tokens();
  (void)tiers_.store_prompt(request.facts.content, 0, end, user_of(request), now_us);
}

}  // namespace servesweep::engine
