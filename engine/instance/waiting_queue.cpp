#include "engine/instance/waiting_queue.h"

#include <algorithm>

#include "engine/instance/request_name.h"

namespace servesweep::engine {

WaitingQueue::Layout WaitingQueue::layout_of(const SchedulingPolicy& scheduling,
                                             const PriorityPolicy& priority) {
  switch (scheduling.discipline()) {
    case QueueDiscipline::first_come:
      return Layout::fifo;
    case QueueDiscipline::fixed_key:
      return Layout::one_heap;
    case QueueDiscipline::highest_priority:
      return priority.older_first_within_tier() ? Layout::heap_per_tier : Layout::rekeyed;
    case QueueDiscipline::changing_key:
      return Layout::rekeyed;
    case QueueDiscipline::picked:
      return Layout::picked;
  }
  return Layout::rekeyed;
}

void WaitingQueue::reset(InstanceId instance, SchedulingPolicy& scheduling,
                         const PriorityPolicy& priority, const StepCost& cost, const KvCache& kv,
                         std::vector<ActiveRequest>& table, bool names_break_ties) {
  view_ = {.instance = instance, .cost = cost};
  kv_ = &kv;
  names_break_ties_ = names_break_ties;
  scheduling_ = &scheduling;
  priority_ = &priority;
  table_ = &table;
  layout_ = layout_of(scheduling, priority);
  size_ = 0;
  fifo_.clear();
  fifo_first_ = 0;
  returned_.clear();
  skipped_.clear();
  set_aside_ = 0;
  for (auto& heap : heaps_) heap.clear();
  keys_are_current_ = facts_are_current_ = is_picked_ = false;
  ledger_.reset();
  newcomers_.clear();
  latest_served_us_ = kNever;
  size_by_tier_ = {};
  backlog_tokens_ = 0;
}

bool WaitingQueue::precedes(const Keyed& a, const Keyed& b) const {
  if (a.key != b.key) return a.key < b.key;
  const RequestFacts& first = request(a.slot).facts;
  const RequestFacts& second = request(b.slot).facts;
  if (first.arrival_us != second.arrival_us) return first.arrival_us < second.arrival_us;
  return names_break_ties_ ? name_precedes(first.id, second.id) : first.id < second.id;
}

double WaitingQueue::priority_of(Slot slot) {
  ActiveRequest& waiting = (*table_)[static_cast<std::size_t>(slot)];
  waiting.priority = priority_->priority(waiting.facts, view_);
  return waiting.priority;
}

double WaitingQueue::key_of(Slot slot) {
  const double priority = priority_of(slot);
  if (scheduling_->discipline() == QueueDiscipline::highest_priority) return -priority;
  return scheduling_->key(request(slot).facts, priority);
}

void WaitingQueue::count(Slot slot, std::int32_t change) {
  const ActiveRequest& counted = request(slot);
  size_ += change;
  size_by_tier_[static_cast<std::size_t>(counted.facts.tier)] += change;
  backlog_tokens_ += std::int64_t{change} * counted.queued_tokens;
}

std::vector<Slot> WaitingQueue::slots() const {
  std::vector<Slot> slots(fifo_.begin() + static_cast<std::ptrdiff_t>(fifo_first_), fifo_.end());
  slots.insert(slots.end(), returned_.begin(), returned_.end());
  slots.insert(slots.end(), skipped_.begin(), skipped_.end());
  for (const auto& heap : heaps_) {
    for (const Keyed& keyed : heap) slots.push_back(keyed.slot);
  }
  return slots;
}

void WaitingQueue::append_first(std::int32_t count, std::vector<Slot>& slots) {
  const auto room = [&, end = slots.size() + static_cast<std::size_t>(count)] {
    return static_cast<std::ptrdiff_t>(end - slots.size());
  };
  for (const std::vector<Slot>* before : {&skipped_, &returned_}) {
    const auto taken = std::min(room(), std::ssize(*before));
    slots.insert(slots.end(), before->rbegin(), before->rbegin() + taken);
  }
  const auto first = fifo_.begin() + static_cast<std::ptrdiff_t>(fifo_first_);
  slots.insert(slots.end(), first, first + std::min(room(), fifo_.end() - first));
  next_.clear();
  for (const auto& heap : heaps_) {
    for (const Keyed& keyed : heap) {
      const double key = layout_ == Layout::one_heap ? keyed.key : key_of(keyed.slot);
      next_.push_back({.key = key, .slot = keyed.slot});
    }
  }
  const auto taken = next_.begin() + std::min(room(), std::ssize(next_));
  std::ranges::partial_sort(next_, taken,
                            [this](const Keyed& a, const Keyed& b) { return precedes(a, b); });
  for (auto keyed = next_.begin(); keyed != taken; ++keyed) slots.push_back(keyed->slot);
}

void WaitingQueue::push(Slot slot) {
  ActiveRequest& newcomer = (*table_)[static_cast<std::size_t>(slot)];
  newcomer.queued_tokens = newcomer.expected_prefill_tokens;
  count(slot, 1);
  newcomers_.push_back(slot);
  if (layout_ == Layout::fifo || layout_ == Layout::picked) {
    fifo_.push_back(slot);
    facts_are_current_ = false;
  } else {
    insert(slot);
  }
}

void WaitingQueue::push_front(Slot slot) {
  ActiveRequest& preempted = (*table_)[static_cast<std::size_t>(slot)];
  preempted.queued_tokens = preempted.prefill_target_tokens;
  put_in_front(slot);
}

void WaitingQueue::come_back(Slot slot) {
  ActiveRequest& back = (*table_)[static_cast<std::size_t>(slot)];
  back.phase = ActiveRequest::Phase::waiting;
  back.queued_tokens = back.prefill_target_tokens - back.loaded_tokens;
  back.waiting_since = ledger_.reading(back.facts.tier);
  if (back.record.first_scheduled_us == kNever) {
    back.record.breakdown.load_us += view_.now_us - back.aside_since_us;
  }
  if (layout_ != Layout::fifo) return put_in_front(slot);
  count(slot, 1);
  put_among_skipped(slot);
}

void WaitingQueue::put_among_skipped(Slot slot) {
  const auto behind = std::ranges::find_if(skipped_.rbegin(), skipped_.rend(), [&](Slot other) {
    return request(other).aside_number > request(slot).aside_number;
  });
  skipped_.insert(behind.base(), slot);
}

void WaitingQueue::put_in_front(Slot slot) {
  count(slot, 1);
  if (layout_ == Layout::fifo) {
    returned_.push_back(slot);
  } else if (layout_ == Layout::picked) {
    fifo_.insert(fifo_.begin() + static_cast<std::ptrdiff_t>(fifo_first_), slot);
    facts_are_current_ = false;
  } else {
    insert(slot);
  }
}

void WaitingQueue::insert(Slot slot) {
  const bool by_tier = layout_ == Layout::heap_per_tier;
  auto& heap = heaps_[by_tier ? static_cast<std::size_t>(request(slot).facts.tier) : 0];
  const double key = layout_ == Layout::one_heap ? scheduling_->key(request(slot).facts, 0) : 0;
  heap.push_back({.key = key, .slot = slot});
  keys_are_current_ = false;
  if (layout_ == Layout::rekeyed) return;  // ordered when the next step asks
  std::ranges::push_heap(heap, [this](const Keyed& a, const Keyed& b) { return precedes(b, a); });
}

void WaitingQueue::begin_call(TimeUs now_us, std::int32_t running) {
  view_.now_us = now_us;
  view_.waiting = size_;
  view_.running = running;
  keys_are_current_ = facts_are_current_ = is_picked_ = false;
  latest_served_us_ = kNever;
  if (static_cast<std::size_t>(size_) > newcomers_.size()) {
    ledger_.begin_call(now_us);
  } else {
    ledger_.begin_call_after_none(now_us);
  }
  for (const Slot slot : newcomers_) {
    ActiveRequest& newcomer = (*table_)[static_cast<std::size_t>(slot)];
    newcomer.waiting_since = ledger_.reading(newcomer.facts.tier);
    newcomer.record.breakdown.wait_step_us = now_us - newcomer.record.enqueued_us;
  }
  newcomers_.clear();
}

void WaitingQueue::end_call(WaitCause cause) {
  const bool by_tier = layout_ == Layout::heap_per_tier;
  const Slot next = by_tier ? kNoSlot : head();
  for (std::size_t tier = 0; tier < kSloTiers; ++tier) {
    if (size_by_tier_[tier] == 0) continue;
    const Slot first = by_tier ? heaps_[tier].front().slot : next;
    ledger_.set_cause(tier, is_overtaken(first) ? WaitCause::order : cause);
  }
}

Slot WaitingQueue::oldest() const {
  Slot oldest = kNoSlot;
  const auto look_at = [&](Slot slot) {
    if (oldest == kNoSlot || precedes({.key = 0, .slot = slot}, {.key = 0, .slot = oldest})) {
      oldest = slot;
    }
  };
  for (std::size_t i = fifo_first_; i < fifo_.size(); ++i) look_at(fifo_[i]);
  for (const Slot slot : returned_) look_at(slot);
  for (const Slot slot : skipped_) look_at(slot);
  for (const auto& heap : heaps_) {
    for (const Keyed& keyed : heap) look_at(keyed.slot);
  }
  return oldest;
}

Slot WaitingQueue::find_head() {
  switch (layout_) {
    case Layout::fifo:
      return first_in_line();
    case Layout::heap_per_tier:
      return pick_tier();
    case Layout::rekeyed:
      rekey();
      [[fallthrough]];
    case Layout::one_heap:
      return heaps_[0].front().slot;
    case Layout::picked:
      describe_waiting();
      if (!is_picked_) picked_ = scheduling_->pick(facts_, view_);
      SERVESWEEP_EXPECT(picked_ < facts_.size());
      is_picked_ = true;
      return fifo_[fifo_first_ + picked_];
  }
  return kNoSlot;
}

/// Compares the oldest request of each tier: within a tier nobody can overtake it.
Slot WaitingQueue::pick_tier() {
  Keyed best{.key = 0, .slot = kNoSlot};
  for (std::size_t tier = 0; tier < kSloTiers; ++tier) {
    if (heaps_[tier].empty()) continue;
    const Slot slot = heaps_[tier].front().slot;
    const Keyed candidate{.key = key_of(slot), .slot = slot};
    if (best.slot == kNoSlot || precedes(candidate, best)) {
      best = candidate;
      picked_tier_ = tier;
    }
  }
  return best.slot;
}

void WaitingQueue::rekey() {
  if (keys_are_current_) return;
  for (Keyed& keyed : heaps_[0]) keyed.key = key_of(keyed.slot);
  std::ranges::make_heap(heaps_[0],
                         [this](const Keyed& a, const Keyed& b) { return precedes(b, a); });
  keys_are_current_ = true;
}

/// What the policy picks from, once per schedule call.
void WaitingQueue::describe_waiting() {
  if (facts_are_current_) return;
  facts_.clear();
  const bool cached = scheduling_->needs_cached_tokens();
  for (std::size_t i = fifo_first_; i < fifo_.size(); ++i) {
    const ActiveRequest& waiting = request(fifo_[i]);
    const std::int32_t blocks =
        cached ? kv_->cached_blocks(waiting.facts.content, waiting.prefill_target_tokens,
                                    waiting.holding)
               : 0;
    facts_.push_back({.request = waiting.facts,
                      .priority = priority_of(fifo_[i]),
                      .prefill_tokens = waiting.prefill_target_tokens,
                      .cached_tokens = blocks * kv_->block_tokens(),
                      .preemptions = waiting.record.preemptions});
  }
  facts_are_current_ = true;
  is_picked_ = false;
}

void WaitingQueue::pop_head(std::int32_t tokens) {
  ActiveRequest& served = (*table_)[static_cast<std::size_t>(head_)];
  served.aside_number = 0;
  if (served.record.preemptions == 0) {
    latest_served_us_ = std::max(latest_served_us_, served.record.enqueued_us);
  }
  if (layout_ == Layout::picked) scheduling_->served(facts_[picked_], tokens, view_);
  remove_head();
}

void WaitingQueue::set_head_aside() {
  ActiveRequest& aside = (*table_)[static_cast<std::size_t>(head_)];
  if (aside.aside_number == 0) aside.aside_number = ++set_aside_;
  if (aside.record.first_scheduled_us == kNever) book_wait(aside);
  remove_head();
}

void WaitingQueue::remove_head() {
  count(head_, -1);
  if (layout_ == Layout::fifo && !skipped_.empty()) {
    skipped_.pop_back();
  } else if (layout_ == Layout::fifo && !returned_.empty()) {
    returned_.pop_back();
  } else if (layout_ == Layout::fifo) {
    pop_oldest();
  } else if (layout_ == Layout::picked) {
    facts_.erase(facts_.begin() + static_cast<std::ptrdiff_t>(picked_));
    remove_from_fifo(fifo_first_ + picked_);
    is_picked_ = false;
  } else {
    auto& heap = heaps_[layout_ == Layout::heap_per_tier ? picked_tier_ : 0];
    std::ranges::pop_heap(heap, [this](const Keyed& a, const Keyed& b) { return precedes(b, a); });
    heap.pop_back();
  }
}

/// Moves those before it up by one, so that the order of queueing stays.
void WaitingQueue::remove_from_fifo(std::size_t position) {
  const auto first = fifo_.begin() + static_cast<std::ptrdiff_t>(fifo_first_);
  const auto gone = fifo_.begin() + static_cast<std::ptrdiff_t>(position);
  std::rotate(first, gone, gone + 1);
  pop_oldest();
}

void WaitingQueue::pop_oldest() {
  if (++fifo_first_ * 2 < fifo_.size()) return;  // else what has left is dropped
  fifo_.erase(fifo_.begin(), fifo_.begin() + static_cast<std::ptrdiff_t>(fifo_first_));
  fifo_first_ = 0;
}

}  // namespace servesweep::engine
