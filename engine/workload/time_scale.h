#pragma once

#include <algorithm>
#include <cmath>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Arrivals that come `scale` times as fast as they were drawn: time is compressed, and everything
/// else about the requests stays as it is. Rounds to whole microseconds; scale 1 changes nothing.
class TimeScale {
 public:
  /// Precondition: scale > 0.
  explicit TimeScale(double scale) : scale_(scale) {}

  /// t / scale, at most 2^61. Never reverses the order of two times.
  [[nodiscard]] TimeUs compressed_us(TimeUs time_us) const {
    return scale_ == 1.0 ? time_us : whole_us(static_cast<double>(time_us) / scale_);
  }
  /// t · scale, at most 2^61: what compressed_us() takes back, to half a microsecond of its result
  /// times 1/scale.
  [[nodiscard]] TimeUs stretched_us(TimeUs time_us) const {
    return scale_ == 1.0 ? time_us : whole_us(static_cast<double>(time_us) * scale_);
  }

 private:
  [[nodiscard]] static TimeUs whole_us(double time_us) {
    return std::llround(std::min(time_us, 0x1p61));
  }

  double scale_;
};

}  // namespace servesweep::engine
