#pragma once

#include <string>

#include "sweep/statistics/paired_difference.h"

namespace servesweep::sweep {

/// What common random numbers did for a comparison, for people: "0.93" and "14x", how many times as
/// many seeds independent runs would need; "-" where nothing varies.
struct PairingText {
  std::string correlation;
  std::string gain{};
};

[[nodiscard]] PairingText pairing_text(const PairedDifference& difference);

}  // namespace servesweep::sweep
