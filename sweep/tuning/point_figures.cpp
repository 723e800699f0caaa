#include "sweep/tuning/point_figures.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::sweep {

void PointFigures::set(std::size_t workload, std::size_t seed, std::span<const double> values) {
  SERVESWEEP_EXPECT(workload < workloads_ && seed < seeds_ && values.size() == metrics_);
  const std::size_t place = workload * seeds_ + seed;
  known_[place] = true;
  std::ranges::copy(values, values_.begin() + static_cast<std::ptrdiff_t>(place * metrics_));
}

std::vector<std::size_t> PointFigures::complete_seeds() const {
  std::vector<std::size_t> complete;
  for (std::size_t seed = 0; seed < seeds_; ++seed) {
    bool all = true;
    for (std::size_t workload = 0; workload < workloads_; ++workload) {
      all = all && has(workload, seed);
    }
    if (all) complete.push_back(seed);
  }
  return complete;
}

double PointFigures::mean(std::size_t workload, std::size_t metric,
                          std::span<const std::size_t> seeds) const {
  SERVESWEEP_EXPECT(!seeds.empty());
  double sum = 0;
  for (const std::size_t seed : seeds) sum += at(workload, seed, metric);
  return sum / static_cast<double>(seeds.size());
}

}  // namespace servesweep::sweep
