#include "engine/policy/routing/scorer.h"

#include <algorithm>

namespace servesweep::engine {

void fewest_first(std::span<double> values) {
  const auto [smallest, largest] = std::ranges::minmax(values);
  if (smallest == largest) {
    std::ranges::fill(values, 1.0);
    return;
  }
  for (double& value : values) value = (largest - value) / (largest - smallest);
}

ParameterInfo scorer_weight() {
  return real_parameter("weight", 1, 1e-12, 1e12, "", "share of this scorer in the total");
}

}  // namespace servesweep::engine
