#pragma once

#include <vector>

#include "engine/instance/active_request.h"

namespace servesweep::engine {

/// Requests that are routed to an instance and have not reached its waiting queue yet.
class DeliveryQueue {
 public:
  struct Delivery {
    TimeUs time_us = 0;  ///< when it reaches the waiting queue
    std::int32_t number = 0;
    Slot slot = kNoSlot;
  };

  void reset();

  void push(Slot slot, TimeUs time_us);
  /// Takes out the earliest one; at equal times, who was routed first. Precondition: not empty.
  Delivery pop();

  /// Time of that one; kForever if there is none.
  [[nodiscard]] TimeUs next_us() const { return next_us_; }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(heap_.size()); }
  /// Requests that ever came.
  [[nodiscard]] std::int32_t pushed() const { return pushed_; }
  /// Everybody on the way, in no particular order.
  [[nodiscard]] std::vector<Slot> slots() const;

 private:
  std::vector<Delivery> heap_;  ///< the earliest one in front
  TimeUs next_us_ = kForever;
  std::int32_t pushed_ = 0;
};

}  // namespace servesweep::engine
