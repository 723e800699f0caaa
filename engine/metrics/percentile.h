#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace servesweep::engine {

/// Percentile p (0 … 100) with linear interpolation at rank (p/100)·(n−1), by selection; reorders
/// `values`. 0 if empty.
template <class Number>
double percentile(std::span<Number> values, double p) {
  if (values.empty()) return 0;
  const double rank = p / 100 * static_cast<double>(values.size() - 1);
  const double below = std::floor(rank);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), low, values.end());
  const double low_value = static_cast<double>(*low);
  if (below == rank) return low_value;
  const double high_value = static_cast<double>(*std::min_element(low + 1, values.end()));
  return low_value + (rank - below) * (high_value - low_value);
}

/// Jain's fairness index (Σx)² / (n·Σx²): 1 if all are equal, 1/n if one has everything; 0 if
/// empty, 1 if all are zero.
[[nodiscard]] double jain_index(std::span<const double> values);

}  // namespace servesweep::engine
