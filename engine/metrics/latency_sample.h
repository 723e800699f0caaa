#pragma once

#include <algorithm>
#include <limits>
#include <vector>

namespace servesweep::engine {

/// Latencies of one kind, µs ≥ 0, in any order.
class LatencySample {
 public:
  void clear() {
    values_us_.clear();
    sum_us_ = max_us_ = 0;
    min_us_ = std::numeric_limits<double>::infinity();
  }

  void add(double us) {
    values_us_.push_back(us);
    sum_us_ += us;
    min_us_ = std::min(min_us_, us);
    max_us_ = std::max(max_us_, us);
  }

  [[nodiscard]] const std::vector<double>& values_us() const { return values_us_; }
  [[nodiscard]] std::size_t size() const { return values_us_.size(); }
  [[nodiscard]] double sum_us() const { return sum_us_; }
  [[nodiscard]] double min_us() const { return min_us_; }  ///< infinity if empty
  [[nodiscard]] double max_us() const { return max_us_; }  ///< 0 if empty

 private:
  std::vector<double> values_us_;
  double sum_us_ = 0, min_us_ = std::numeric_limits<double>::infinity(), max_us_ = 0;
};

}  // namespace servesweep::engine
