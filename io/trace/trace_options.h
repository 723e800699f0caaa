#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "engine/base/ids.h"
#include "io/trace/class_mix.h"

namespace servesweep::io {

/// What every reader of recorded traces takes.
struct TraceOptions {
  std::uint64_t seed = 0;     ///< of everything that is drawn rather than recorded
  double rate_scale = 1.0;    ///< requests arrive that many times as fast; > 0
  std::int64_t requests = 0;  ///< at most this many, the earliest; 0 = all
  engine::TimeUs horizon_us = engine::kForever;  ///< arrivals (after scaling) lie before it
  ClassMix classes;
};

/// A recorded time under a rate scale, at most 2^62.
[[nodiscard]] inline engine::TimeUs scaled_us(engine::TimeUs time_us, double rate_scale) {
  if (rate_scale == 1.0) return time_us;
  return std::llround(std::min(static_cast<double>(time_us) / rate_scale, 0x1p62));
}

}  // namespace servesweep::io
