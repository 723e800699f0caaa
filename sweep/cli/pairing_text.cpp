#include "sweep/cli/pairing_text.h"

#include <fmt/format.h>

#include <cmath>

namespace servesweep::sweep {

PairingText pairing_text(const PairedDifference& difference) {
  if (!std::isfinite(difference.correlation)) return {.correlation = "-", .gain = "-"};
  constexpr double kWhole = 10, kMost = 1000;
  const double gain = difference.seeds_gain();
  PairingText text{.correlation = fmt::format("{:.2f}", difference.correlation)};
  if (gain >= kMost) {
    text.gain = ">999x";
  } else {
    text.gain = gain < kWhole ? fmt::format("{:.1f}x", gain) : fmt::format("{:.0f}x", gain);
  }
  return text;
}

}  // namespace servesweep::sweep
