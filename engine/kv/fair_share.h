#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

using TransferId = Id<struct TransferTag>;

/// A transfer that is through, and since when.
struct CompleteTransfer {
  TransferId id;
  TimeUs at_us = 0;
};

/// Transfers that share a bandwidth: of n that have begun, each moves tokens_per_us / n (processor
/// sharing). One completes at the first whole microsecond at which it is through (to a nanosecond),
/// and gives up its share then. A copy looks ahead. To begin and to complete costs O(log n).
class FairShare {
 public:
  /// Nothing on the way, at time 0.
  void reset(double tokens_per_us);

  /// Will begin at `begins_us`. Precondition: not before the time that advance() has reached.
  void add(TransferId id, double tokens, TimeUs begins_us);
  /// Lets time pass and appends what completes until `to_us`, in that order; of several at once,
  /// who had less left to move, or else began earlier, comes first.
  void advance(TimeUs to_us, std::vector<CompleteTransfer>& complete);

  [[nodiscard]] TimeUs now_us() const { return progress_.now_us; }
  /// Transfers that wait for their beginning or move.
  [[nodiscard]] std::size_t size() const { return waiting_.size() - begun_ + moving_.size(); }
  /// When one of them begins or completes next; kForever if there is none.
  [[nodiscard]] TimeUs next_event_us() const;
  /// When one completes next if none is added. Costs O(those that begin before).
  [[nodiscard]] TimeUs next_completion_us() const;

 private:
  struct Waiting {
    TransferId id;
    double tokens = 0;
    TimeUs begins_us = 0;
  };
  struct Moving {
    TransferId id;
    double through_at = 0;   ///< Progress::moved at which it is through
    std::int64_t place = 0;  ///< in order of beginning
  };
  struct Progress {
    TimeUs now_us = 0;
    double moved = 0;        ///< tokens of each moving transfer so far, since none was moving
    std::size_t moving = 0;  ///< transfers
  };

  [[nodiscard]] static bool is_later(const Moving& a, const Moving& b);
  [[nodiscard]] double left_us(const Progress& progress, double through_at) const;
  [[nodiscard]] bool is_through(const Progress& progress, double through_at) const;
  /// When something happens next: the transfer that is through first, or the next in waiting_.
  [[nodiscard]] TimeUs event_us(const Progress& progress, double first_through_at,
                                std::size_t next) const;
  void pass(Progress& progress, TimeUs to_us) const;
  void complete(TimeUs event_us, std::vector<CompleteTransfer>& complete);
  void begin();

  double tokens_per_us_ = 1;
  Progress progress_;
  std::vector<Waiting> waiting_;  ///< by begins_us, then as added; the first begun_ are moving_
  std::size_t begun_ = 0;
  std::vector<Moving> moving_;  ///< heap: who is through first is on top
  std::int64_t places_ = 0;
};

}  // namespace servesweep::engine
