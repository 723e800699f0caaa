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
    case QueueDiscipline::picked:
      return Layout::rekeyed;
  }
  return Layout::rekeyed;
}

void WaitingQueue::reset(const SchedulingPolicy& scheduling, const PriorityPolicy& priority,
                         std::vector<ActiveRequest>& table) {
  scheduling_ = &scheduling;
  priority_ = &priority;
  table_ = &table;
  layout_ = layout_of(scheduling, priority);
  size_ = 0;
  fifo_.clear();
  fifo_first_ = 0;
  returned_.clear();
  for (auto& heap : heaps_) heap.clear();
  keys_are_current_ = false;
}

bool WaitingQueue::precedes(const Keyed& a, const Keyed& b) const {
  if (a.key != b.key) return a.key < b.key;
  const RequestFacts& first = request(a.slot).facts;
  const RequestFacts& second = request(b.slot).facts;
  if (first.arrival_us != second.arrival_us) return first.arrival_us < second.arrival_us;
  return name_precedes(first.id, second.id);
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

void WaitingQueue::push(Slot slot) {
  ++size_;
  if (layout_ == Layout::fifo) {
    fifo_.push_back(slot);
  } else {
    insert(slot);
  }
}

void WaitingQueue::push_front(Slot slot) {
  ++size_;
  if (layout_ == Layout::fifo) {
    returned_.push_back(slot);
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

void WaitingQueue::begin_step(TimeUs now_us) {
  view_.now_us = now_us;
  view_.waiting = size_;
  keys_are_current_ = false;
}

Slot WaitingQueue::head() {
  SERVESWEEP_EXPECT(size_ > 0);
  switch (layout_) {
    case Layout::fifo:
      return returned_.empty() ? fifo_[fifo_first_] : returned_.back();
    case Layout::heap_per_tier:
      return pick_tier();
    case Layout::rekeyed:
      rekey();
      [[fallthrough]];
    case Layout::one_heap:
      return heaps_[0].front().slot;
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

void WaitingQueue::pop_head() {
  --size_;
  if (layout_ == Layout::fifo) {
    if (!returned_.empty()) {
      returned_.pop_back();
    } else if (++fifo_first_ == fifo_.size()) {
      fifo_.clear();
      fifo_first_ = 0;
    }
    return;
  }
  auto& heap = heaps_[layout_ == Layout::heap_per_tier ? picked_tier_ : 0];
  std::ranges::pop_heap(heap, [this](const Keyed& a, const Keyed& b) { return precedes(b, a); });
  heap.pop_back();
}

}  // namespace servesweep::engine
