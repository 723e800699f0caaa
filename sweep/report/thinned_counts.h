#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::sweep {

/// How many events fall into each of at most `bins` stretches of time of equal length, which double
/// when time outgrows them: bounded memory for a run of any length. Events may come in any order.
class ThinnedCounts {
 public:
  /// Precondition: bins ≥ 2.
  explicit ThinnedCounts(std::size_t bins) : bins_(bins) {}

  /// Precondition: time_us ≥ 0.
  void add(engine::TimeUs time_us);

  [[nodiscard]] engine::TimeUs width_us() const { return width_us_; }
  /// By stretch, from time 0; the last one is not 0. Empty without events.
  [[nodiscard]] const std::vector<std::int64_t>& counts() const { return counts_; }
  /// Makes the stretches at least that long, so that two runs or two kinds of event compare.
  void widen(engine::TimeUs width_us);

 private:
  void double_width();

  std::size_t bins_;
  engine::TimeUs width_us_ = 1;
  std::vector<std::int64_t> counts_;
};

}  // namespace servesweep::sweep
