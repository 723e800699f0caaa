#pragma once

#include <algorithm>
#include <array>

#include "engine/instance/step_in_flight.h"

namespace servesweep::engine {

/// The steps of one engine loop that are scheduled and not delivered yet, in order. Asynchronous
/// scheduling keeps two of them, vLLM without it one, the reference none: it delivers a step where
/// it schedules it.
class StepPipeline {
 public:
  void reset(std::size_t depth) {
    depth_ = depth;
    oldest_ = size_ = 0;
    last_end_us_ = 0;
    stall_sum_us_ = 0;
    for (StepInFlight& step : steps_) {
      step.clear();
      step.number = step.prefill_tokens = step.used_blocks = 0;
      step.scheduled_us = step.start_us = step.length_us = 0;
    }
  }

  [[nodiscard]] std::size_t depth() const { return depth_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// The i-th of them, from the oldest on. With none in flight, oldest() and newest() are the step
  /// that was delivered where it was scheduled.
  [[nodiscard]] StepInFlight& at(std::size_t i) { return steps_[(oldest_ + i) % 2]; }
  [[nodiscard]] const StepInFlight& at(std::size_t i) const { return steps_[(oldest_ + i) % 2]; }
  [[nodiscard]] const StepInFlight& oldest() const { return at(0); }
  [[nodiscard]] const StepInFlight& newest() const {
    return at(std::max<std::size_t>(size_, 1) - 1);
  }
  /// Room for the step that is scheduled next; push() once it is to be executed.
  [[nodiscard]] StepInFlight& next() { return at(size_); }
  void push() { ++size_; }
  /// The oldest one is delivered.
  void pop() {
    oldest_ = 1 - oldest_;
    --size_;
  }

  /// Whether one of those in flight yields somebody's last token.
  [[nodiscard]] bool finish_somebody() const {
    for (std::size_t i = 0; i < size_; ++i) {
      if (!at(i).last_tokens.empty()) return true;
    }
    return false;
  }

  /// The times of a step are known: it executes.
  void book(const StepInFlight& step) { last_end_us_ = step.end_us(); }
  /// When the last step scheduled ends.
  [[nodiscard]] TimeUs last_end_us() const { return last_end_us_; }
  /// Time by which KV transfers have lengthened all steps so far.
  [[nodiscard]] std::int64_t stall_sum_us() const { return stall_sum_us_; }
  /// A step begins then, and transfers lengthen what it takes to compute.
  void set_times(StepInFlight& step, TimeUs start_us, TimeUs compute_us, TimeUs stall_us) {
    stall_sum_us_ += stall_us;
    step.start_us = start_us;
    step.length_us = compute_us + stall_us;
    step.stall_sum_us = stall_sum_us_;
  }

  /// As many further steps like these are scheduled, each at once after the one before it, and as
  /// many are delivered. Their used blocks stay those of the first one: nobody is shown them.
  void repeat(std::int64_t times) {
    last_end_us_ += times * newest().length_us;
    for (std::size_t i = 0; i < std::max<std::size_t>(size_, 1); ++i) at(i).repeat(times);
  }

 private:
  std::array<StepInFlight, 2> steps_;
  std::size_t depth_ = 0, oldest_ = 0, size_ = 0;
  TimeUs last_end_us_ = 0;
  std::int64_t stall_sum_us_ = 0;
};

}  // namespace servesweep::engine
