#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/base/contract.h"
#include "engine/kv/transfer_link.h"

namespace servesweep::engine {

/// TransferLink the simple way: every start and every question plays the future on a copy of the
/// whole state. What TransferLink must be equal to.
class NaiveLink {
 public:
  using Sharing = TransferLink::Sharing;

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
  /// have at the beginning.
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

/// Rounding errors of the shares stay far below this.
inline constexpr double kNaiveTolerance_us = 1e-3;

inline TimeUs naive_whole_us(double us) {
  return static_cast<TimeUs>(std::max(0.0, std::ceil(us - kNaiveTolerance_us)));
}

inline void NaiveLink::reset(double tokens_per_us, TimeUs base_us, Sharing sharing) {
  tokens_per_us_ = tokens_per_us;
  base_us_ = base_us;
  sharing_ = sharing;
  next_completion_us_ = kForever;
  free_from_us_ = 0;
  state_.now_us = 0;
  state_.moved = 0;
  state_.waiting.clear();
  state_.active.clear();
  state_.complete.clear();
  unused_.clear();
  ids_ = 0;
}

inline TransferId NaiveLink::new_id() {
  if (unused_.empty()) return TransferId(ids_++);
  const TransferId id = unused_.back();
  unused_.pop_back();
  return id;
}

inline TransferId NaiveLink::start(TimeUs now_us, std::int64_t tokens, TimeUs not_before_us) {
  SERVESWEEP_EXPECT(now_us >= state_.now_us);
  const TimeUs from_us = std::max(now_us, not_before_us);
  const Transfer transfer{.id = new_id(), .tokens = static_cast<double>(tokens)};
  if (sharing_ == Sharing::serial) {
    start_serial(now_us, from_us, transfer);
  } else {
    start_fair(now_us, from_us, transfer);
  }
  update_next_completion();
  return transfer.id;
}

inline void NaiveLink::start_serial(TimeUs now_us, TimeUs from_us, Transfer transfer) {
  state_.now_us = now_us;
  free_from_us_ = std::max(free_from_us_, from_us) + base_us_ +
                  naive_whole_us(transfer.tokens / tokens_per_us_);
  transfer.complete_us = free_from_us_;
  state_.complete.push_back(transfer);
}

inline void NaiveLink::start_fair(TimeUs now_us, TimeUs from_us, Transfer transfer) {
  advance(state_, now_us);
  transfer.begins_us = from_us + base_us_;
  const auto later = std::ranges::upper_bound(state_.waiting, transfer.begins_us, {},
                                              [](const Transfer& each) { return each.begins_us; });
  state_.waiting.insert(later, transfer);
}

inline double NaiveLink::left_us(const State& state, const Transfer& transfer) const {
  const auto sharing = static_cast<double>(state.active.size());
  return (transfer.through_at - state.moved) * sharing / tokens_per_us_;
}

inline TimeUs NaiveLink::next_event_us(const State& state) const {
  TimeUs next_us = state.waiting.empty() ? kForever : state.waiting.front().begins_us;
  for (const Transfer& transfer : state.active) {
    next_us = std::min(next_us, state.now_us + naive_whole_us(left_us(state, transfer)));
  }
  return next_us;
}

inline void NaiveLink::pass(State& state, TimeUs to_us) const {
  if (!state.active.empty()) {
    state.moved += static_cast<double>(to_us - state.now_us) * tokens_per_us_ /
                   static_cast<double>(state.active.size());
  }
  state.now_us = to_us;
}

inline void NaiveLink::advance(State& state, TimeUs to_us) const {
  for (TimeUs event_us = next_event_us(state); event_us <= to_us; event_us = next_event_us(state)) {
    pass(state, event_us);
    // Judged with the shares up to now: who joins at this moment delays nobody who is through.
    const auto before = static_cast<std::ptrdiff_t>(state.complete.size());
    for (Transfer& transfer : state.active) {
      if (left_us(state, transfer) > kNaiveTolerance_us) continue;
      transfer.complete_us = event_us;
      const auto behind = std::upper_bound(
          state.complete.begin() + before, state.complete.end(), transfer,
          [](const Transfer& a, const Transfer& b) { return a.through_at < b.through_at; });
      state.complete.insert(behind, transfer);
    }
    std::erase_if(state.active, [](const Transfer& each) { return each.complete_us != kNever; });
    if (state.active.empty()) state.moved = 0;
    while (!state.waiting.empty() && state.waiting.front().begins_us <= event_us) {
      Transfer joining = state.waiting.front();
      state.waiting.erase(state.waiting.begin());
      joining.through_at = state.moved + joining.tokens;
      state.active.push_back(joining);
    }
  }
  pass(state, to_us);
}

inline void NaiveLink::update_next_completion() {
  next_completion_us_ = kForever;
  if (!state_.complete.empty()) {
    next_completion_us_ = state_.complete.front().complete_us;
  } else if (!state_.waiting.empty() || !state_.active.empty()) {
    ahead_ = state_;
    while (ahead_.complete.empty()) advance(ahead_, next_event_us(ahead_));
    next_completion_us_ = ahead_.complete.front().complete_us;
  }
}

inline TimeUs NaiveLink::completion_us(TransferId id) const {
  ahead_ = state_;
  const auto is_it = [id](const Transfer& transfer) { return transfer.id == id; };
  auto found = std::ranges::find_if(ahead_.complete, is_it);
  while (found == ahead_.complete.end()) {
    SERVESWEEP_EXPECT(!ahead_.waiting.empty() || !ahead_.active.empty());
    advance(ahead_, next_event_us(ahead_));
    found = std::ranges::find_if(ahead_.complete, is_it);
  }
  return found->complete_us;
}

inline double NaiveLink::estimate_us(TimeUs now_us, std::int64_t tokens) const {
  const double alone_us = static_cast<double>(tokens) / tokens_per_us_;
  const auto base_us = static_cast<double>(base_us_);
  if (sharing_ == Sharing::serial) {
    return static_cast<double>(std::max<TimeUs>(0, free_from_us_ - now_us)) + base_us + alone_us;
  }
  State now = state_;
  advance(now, now_us);
  const auto others = static_cast<double>(now.waiting.size() + now.active.size());
  return base_us + alone_us * (others + 1);
}

inline void NaiveLink::collect(TimeUs now_us, std::vector<TransferId>& done) {
  if (now_us < next_completion_us_) return;
  if (sharing_ == Sharing::fair) advance(state_, now_us);
  auto& complete = state_.complete;
  auto end = complete.begin();
  for (; end != complete.end() && end->complete_us <= now_us; ++end) {
    done.push_back(end->id);
    unused_.push_back(end->id);
  }
  complete.erase(complete.begin(), end);
  update_next_completion();
}

}  // namespace servesweep::engine
