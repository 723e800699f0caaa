#pragma once

#include <algorithm>
#include <vector>

#include "engine/workload/request_source.h"

namespace servesweep::engine {

/// The requests of a run as they reach the gateway: those that arrive by themselves in order, and
/// in a closed loop those that follow an answered one, after the think time. At one tick the former
/// come first.
class Arrivals {
 public:
  struct Arrival {
    RequestId id;
    const Request& request;
    TimeUs time_us = 0;
  };

  /// A new run; the source must outlive it and start with its first request.
  void reset(RequestSource& source);

  /// When the next one arrives, as far as that is known; kForever: none is on its way.
  [[nodiscard]] TimeUs next_us() const {
    return follow_ups_.empty() ? own_us_ : std::min(own_us_, follow_ups_.front().arrival_us);
  }
  /// That one, until pop(). Precondition of both: next_us() is not kForever.
  [[nodiscard]] Arrival first() const;
  void pop() {
    if (!own_is_first()) return pop_follow_up();
    ++position_;
    find_own();
  }

  /// Closed loop: the client has the answer to `request` at `time_us`.
  void answer(RequestId request, TimeUs time_us);

  /// At the end of a run, a request that follows one without an answer; nothing if there are no
  /// more of them.
  [[nodiscard]] std::optional<NumberedRequest> take_leftover() { return source_->take_leftover(); }

 private:
  /// A request that follows another one, once its time is known.
  struct FollowUp {
    TimeUs arrival_us;
    NumberedRequest next;
    /// Heap order: the earliest on top, equal times in order of requests.
    friend bool operator<(const FollowUp& a, const FollowUp& b) {
      return a.arrival_us != b.arrival_us ? a.arrival_us > b.arrival_us : a.next.id > b.next.id;
    }
  };

  [[nodiscard]] bool own_is_first() const {
    return follow_ups_.empty() || own_us_ <= follow_ups_.front().arrival_us;
  }
  void pop_follow_up();
  /// Moves on to the first request at or behind the position that arrives by itself.
  void find_own() {
    while (position_ == batch_.size() || batch_[position_].follows.valid()) {
      if (position_ < batch_.size()) {
        ++position_;
      } else if (!read_batch()) {
        return;
      }
    }
    own_us_ = batch_[position_].arrival_us;
  }
  [[nodiscard]] bool read_batch();

  RequestSource* source_ = nullptr;
  std::span<const Request> batch_;
  std::size_t position_ = 0;          ///< in the batch, of the next request that arrives by itself
  std::int32_t batch_first_ = 0;      ///< id of the first in the batch
  TimeUs own_us_ = kForever;          ///< its arrival
  std::vector<FollowUp> follow_ups_;  ///< heap
};

}  // namespace servesweep::engine
