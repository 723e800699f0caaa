#pragma once

#include <cstdint>

#include "engine/base/interruption.h"

namespace servesweep::engine {

/// Counts the events of a run, to ask now and then whether it is to end.
class EventWatch {
 public:
  /// An event takes 30 ns to a few µs, so an interruption is noticed within milliseconds, and the
  /// question costs nothing.
  static constexpr std::int32_t kEventsPerLook = 4096;

  /// A new run; null: nobody interrupts it.
  void reset(const Interruption* interruption) {
    interruption_ = interruption;
    left_ = kEventsPerLook;
  }

  /// Something happens. @throws RunInterrupted
  void event() {
    if (--left_ == 0) look();
  }

 private:
  void look() {
    left_ = kEventsPerLook;
    if (interruption_ != nullptr && interruption_->wanted()) throw RunInterrupted();
  }

  const Interruption* interruption_ = nullptr;
  std::int32_t left_ = kEventsPerLook;
};

}  // namespace servesweep::engine
