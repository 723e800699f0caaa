#include "sweep/statistics/bootstrap_interval.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sweep/statistics/student_t.h"

namespace servesweep::sweep {
namespace {

/// Share of the replicates below the lower end.
double tail_share(std::size_t n, double confidence) {
  const double size = static_cast<double>(n);
  const double z = std::sqrt(size / (size - 1)) * student_t_quantile(confidence, n - 1);
  return std::erfc(z / std::sqrt(2.0)) / 2;
}

/// The rank-th smallest, from 1 on.
double smallest(std::vector<double>& values, std::size_t rank) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

/// The replicates with `value` where nothing is known.
std::vector<double> with_unknown(std::vector<double> replicates, double value) {
  for (double& replicate : replicates) {
    if (std::isnan(replicate)) replicate = value;
  }
  return replicates;
}

}  // namespace

Interval expanded_percentile_interval(std::vector<double> replicates, std::size_t n,
                                      double confidence) {
  if (n < 2 || replicates.empty()) return {};
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::size_t size = replicates.size();
  const double share = tail_share(n, confidence) * static_cast<double>(size + 1);
  const auto rank = static_cast<std::size_t>(share);
  if (rank == 0) return {};
  std::vector<double> low = with_unknown(replicates, -kInfinity);
  std::vector<double> high = with_unknown(std::move(replicates), kInfinity);
  return {smallest(low, rank), smallest(high, size + 1 - rank)};
}

Interval basic_bootstrap_interval(double estimate, std::vector<double> replicates, std::size_t n,
                                  double confidence) {
  const Interval percentile = expanded_percentile_interval(std::move(replicates), n, confidence);
  return {2 * estimate - percentile.upper, 2 * estimate - percentile.lower};
}

}  // namespace servesweep::sweep
