#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <vector>

#include "sweep/run/idle_reason.h"

namespace servesweep::sweep {

/// Thread-seconds of a while, by use.
struct ThreadTime {
  double total_s = 0;
  std::array<double, kIdleReasons> idle_s{};
};

/// Measures rates and idleness over the last while, from what it is told every now and then. Knows
/// no clock.
class LiveMeter {
 public:
  static constexpr double kWindowSeconds = 10;  ///< of windows()
  static constexpr std::size_t kWindows = 12;
  static constexpr double kRecentSeconds = 30;

  /// So many runs are finished at `now_s`; `use`: of all threads since the last call.
  void note(double now_s, std::size_t done, const ThreadTime& use);

  /// Runs per second over the last 30 s, or since the beginning; 0 if nothing is known.
  [[nodiscard]] double recent_per_s() const;
  /// The seconds that it is of.
  [[nodiscard]] double recent_s() const;
  /// Use of threads over the same time.
  [[nodiscard]] ThreadTime recent_use() const;
  /// Runs finished in each whole window of the last two minutes, the oldest first.
  [[nodiscard]] std::vector<std::size_t> windows() const;

 private:
  struct Sample {
    double at_s = 0;
    std::size_t done = 0;
    ThreadTime use;  ///< up to then, in all
  };
  [[nodiscard]] const Sample& recent_begin() const;

  std::deque<Sample> samples_;  ///< one per second at most
  Sample last_;
  std::deque<Sample> window_ends_;
};

}  // namespace servesweep::sweep
