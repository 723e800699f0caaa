#include "engine/instance/delivery_queue.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

/// Order of a heap whose front is the earliest.
constexpr auto kDeliveredAfter = [](const DeliveryQueue::Delivery& a,
                                    const DeliveryQueue::Delivery& b) {
  return a.time_us != b.time_us ? a.time_us > b.time_us : a.number > b.number;
};

}  // namespace

void DeliveryQueue::reset() {
  heap_.clear();
  next_us_ = kForever;
  pushed_ = 0;
}

void DeliveryQueue::push(Slot slot, TimeUs time_us) {
  heap_.push_back({.time_us = time_us, .number = pushed_++, .slot = slot});
  std::ranges::push_heap(heap_, kDeliveredAfter);
  next_us_ = heap_.front().time_us;
}

DeliveryQueue::Delivery DeliveryQueue::pop() {
  SERVESWEEP_EXPECT(!heap_.empty());
  const Delivery earliest = heap_.front();
  std::ranges::pop_heap(heap_, kDeliveredAfter);
  heap_.pop_back();
  next_us_ = heap_.empty() ? kForever : heap_.front().time_us;
  return earliest;
}

std::vector<Slot> DeliveryQueue::slots() const {
  std::vector<Slot> slots;
  for (const Delivery& delivery : heap_) slots.push_back(delivery.slot);
  return slots;
}

}  // namespace servesweep::engine
