#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

using TransferId = Id<struct TransferTag>;

/// One direction of a link between two memories. Times are integer µs: a transfer completes at the
/// first whole microsecond at which it is through (to a nanosecond), and gives up its share then.
///
/// Fair: after the base latency, a transfer of n concurrent ones moves tokens_per_us / n (processor
/// sharing). Serial: in order of start, each takes base + ⌈tokens / tokens_per_us⌉ (vLLM's
/// offloading).
class TransferLink {
 public:
  enum class Sharing { fair, serial };

  /// An idle link.
  void reset(double tokens_per_us, TimeUs base_us, Sharing sharing);

  /// Starts moving `tokens`. Precondition: `now_us` never decreases from call to call. The id is
  /// used again after it was collected.
  /// With `not_before_us`, it waits until then, whoever starts in between.
  TransferId start(TimeUs now_us, std::int64_t tokens, TimeUs not_before_us = 0);

  /// When the next transfer completes if nothing else starts; kForever if there is none.
  [[nodiscard]] TimeUs next_completion_us() const { return next_completion_us_; }
  /// When this one completes if nothing else starts. Precondition: not collected.
  [[nodiscard]] TimeUs completion_us(TransferId id) const;
  /// How long a transfer would take that started now: exact if serial, else with the share it would
  /// have at the beginning, where transfers in their base latency count as well.
  [[nodiscard]] double estimate_us(TimeUs now_us, std::int64_t tokens) const;

  /// Appends what is complete at `now_us` to `done`, in order of completion, then of start.
  void collect(TimeUs now_us, std::vector<TransferId>& done);

 private:
  struct Transfer {
    TransferId id;
    double tokens = 0;
    TimeUs begins_us = 0;   ///< end of the base latency
    double through_at = 0;  ///< State::moved at which it is through
    TimeUs complete_us = kNever;
  };
  /// What changes with time; a copy of it looks ahead.
  struct State {
    TimeUs now_us = 0;
    double moved = 0;  ///< tokens of each active transfer so far, since the link was idle
    std::vector<Transfer> waiting, active, complete;  ///< each in order of start, or completion
  };

  [[nodiscard]] double left_us(const State& state, const Transfer& transfer) const;
  [[nodiscard]] TimeUs next_event_us(const State& state) const;
  void advance(State& state, TimeUs to_us) const;
  void pass(State& state, TimeUs to_us) const;
  void start_fair(TimeUs now_us, TimeUs from_us, Transfer transfer);
  void start_serial(TimeUs now_us, TimeUs from_us, Transfer transfer);
  void update_next_completion();
  [[nodiscard]] TransferId new_id();

  double tokens_per_us_ = 1;
  TimeUs base_us_ = 0, next_completion_us_ = kForever;
  TimeUs free_from_us_ = 0;  ///< serial: end of the last job
  Sharing sharing_ = Sharing::fair;
  State state_;
  mutable State ahead_;  ///< scratch
  std::vector<TransferId> unused_;
  std::int32_t ids_ = 0;
};

}  // namespace servesweep::engine
