#include "tests/benchmark/samples.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::benchmark {

double Samples::median() const {
  SERVESWEEP_EXPECT(!values_.empty());
  std::vector<double> sorted = values_;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

double Samples::min() const {
  SERVESWEEP_EXPECT(!values_.empty());
  return *std::min_element(values_.begin(), values_.end());
}

}  // namespace servesweep::benchmark
