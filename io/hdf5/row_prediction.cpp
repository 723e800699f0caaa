#include "io/hdf5/row_prediction.h"

#include <cmath>

namespace servesweep::io {

PredictionLine PredictionLine::of(double offset, double slope) {
  constexpr double kOne = 1 << kFractionBits;
  const bool usable = std::abs(offset) < kOne && std::abs(slope) < kOne;  // false for NaN
  if (!usable) return {};
  return {std::llround(offset * kOne), std::llround(slope * kOne)};
}

}  // namespace servesweep::io
