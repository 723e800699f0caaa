#pragma once

#include "engine/base/ids.h"

namespace servesweep::sweep {

/// A request in the cluster: it counts from its arrival up to, not including, when it leaves.
struct Stay {
  engine::TimeUs arrival_us = 0;
  engine::TimeUs leave_us = 0;  ///< the arrival if it was turned away, kForever if it never left
  bool is_served = false;       ///< completed within all targets of its class
};

/// A stretch of time, ends included; empty if it ends where it begins.
struct TimeWindow {
  engine::TimeUs begin_us = 0, end_us = 0;

  [[nodiscard]] bool contains(engine::TimeUs time_us) const {
    return begin_us <= time_us && time_us <= end_us;
  }
  [[nodiscard]] double length_us() const { return static_cast<double>(end_us - begin_us); }
};

}  // namespace servesweep::sweep
