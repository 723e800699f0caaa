#pragma once

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Notices an engine loop that turns and turns while nothing comes of it, because a policy holds
/// all requests back for ever or keeps throwing them out. What comes of a turn is a token, the end
/// of a request, or a new one; a workload has finitely many of each, so a run without such a stall
/// ends.
class StallWatch {
 public:
  /// Turns in a row without any of these. Generous: real ones take a turn for each chunk of a
  /// prompt, at most some ten thousand, and wait for memory or a load, seconds of 1 ms each. So
  /// many are 4.6 simulated hours of waiting, or a prompt of 16 million tokens taken one by one;
  /// and they are simulated within seconds, so that a stall is told soon.
  static constexpr std::int64_t kMostIdleTurns = std::int64_t{1} << 24;

  void reset() {
    achieved_ = 0;
    turns_ = 0;
  }

  /// A turn begins; `achieved`: tokens, requests that came and requests that left, all together.
  /// False if it is one too many.
  [[nodiscard]] bool turn(std::int64_t achieved) {
    if (achieved != achieved_) {
      achieved_ = achieved;
      turns_ = 0;
    }
    return ++turns_ <= kMostIdleTurns;
  }

  /// Ends the run of an instance where so many requests wait and run. @throws StalledRun
  [[noreturn]] static void report(InstanceId instance, TimeUs time_us, std::int32_t waiting,
                                  std::int32_t running);

 private:
  std::int64_t achieved_ = 0, turns_ = 0;
};

}  // namespace servesweep::engine
