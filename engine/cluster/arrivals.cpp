#include "engine/cluster/arrivals.h"

namespace servesweep::engine {

void Arrivals::reset(RequestSource& source) {
  source_ = &source;
  batch_ = {};
  batch_first_ = 0;
  position_ = 0;
  follow_ups_.clear();
  find_own();
}

/// False if there is none: nobody arrives by himself any more.
bool Arrivals::read_batch() {
  batch_first_ += static_cast<std::int32_t>(batch_.size());
  position_ = 0;
  batch_ = source_->next_batch();
  if (batch_.empty()) own_us_ = kForever;
  return !batch_.empty();
}

Arrivals::Arrival Arrivals::first() const {
  if (!own_is_first()) {
    const FollowUp& follow_up = follow_ups_.front();
    return {.id = follow_up.next.id,
            .request = follow_up.next.request,
            .time_us = follow_up.arrival_us};
  }
  return {.id = RequestId(batch_first_ + static_cast<std::int32_t>(position_)),
          .request = batch_[position_],
          .time_us = own_us_};
}

void Arrivals::pop_follow_up() {
  std::pop_heap(follow_ups_.begin(), follow_ups_.end());
  follow_ups_.pop_back();
}

void Arrivals::answer(RequestId request, TimeUs time_us) {
  const std::optional<NumberedRequest> next = source_->take_follower(request);
  if (!next) return;
  follow_ups_.push_back({.arrival_us = time_us + next->request.arrival_us, .next = *next});
  std::push_heap(follow_ups_.begin(), follow_ups_.end());
}

}  // namespace servesweep::engine
