#include "engine/metrics/percentile.h"

namespace servesweep::engine {

double jain_index(std::span<const double> values) {
  if (values.empty()) return 0;
  double sum = 0, squares = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  if (squares == 0) return 1;
  return sum * sum / (static_cast<double>(values.size()) * squares);
}

}  // namespace servesweep::engine
