#include "engine/policy/reservation/length_window.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

void LengthWindow::clear() {
  arrived_.clear();
  sorted_.clear();
  oldest_ = 0;
}

void LengthWindow::add(std::int32_t length) {
  if (arrived_.size() == most_) {
    sorted_.erase(std::ranges::lower_bound(sorted_, arrived_[oldest_]));
    arrived_[oldest_] = length;
    oldest_ = oldest_ + 1 == most_ ? 0 : oldest_ + 1;
  } else {
    arrived_.push_back(length);
  }
  sorted_.insert(std::ranges::upper_bound(sorted_, length), length);
}

std::int32_t LengthWindow::quantile_from(double quantile, std::int32_t least) const {
  const auto first = std::ranges::lower_bound(sorted_, least);
  const auto count = static_cast<double>(sorted_.end() - first);
  if (count == 0) return least;
  const double rank = std::max(1.0, std::ceil(quantile * count));
  return first[static_cast<std::ptrdiff_t>(rank) - 1];
}

}  // namespace servesweep::engine
