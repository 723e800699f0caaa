#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// Latencies of one kind, µs ≥ 0, in any order. Exact, and small: whole ones take four bytes up to
/// 2^32 − 1 µs (71 minutes), others eight.
class LatencySample {
 public:
  void clear() {
    whole_us_.clear();
    values_us_.clear();
    sum_us_ = max_us_ = 0;
    min_us_ = std::numeric_limits<double>::infinity();
  }

  void add(double us) {
    values_us_.push_back(us);
    count_in(us);
  }
  void add_whole(TimeUs us) {
    if (us > std::numeric_limits<std::uint32_t>::max()) return add(static_cast<double>(us));
    whole_us_.push_back(static_cast<std::uint32_t>(us));
    count_in(static_cast<double>(us));
  }

  /// Calls visit(us) for every value: whole ones in the order they came, then the others.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const std::uint32_t us : whole_us_) visit(static_cast<double>(us));
    for (const double us : values_us_) visit(us);
  }

  [[nodiscard]] std::size_t size() const { return whole_us_.size() + values_us_.size(); }
  [[nodiscard]] double sum_us() const { return sum_us_; }
  [[nodiscard]] double min_us() const { return min_us_; }  ///< infinity if empty
  [[nodiscard]] double max_us() const { return max_us_; }  ///< 0 if empty

 private:
  void count_in(double us) {
    sum_us_ += us;
    min_us_ = std::min(min_us_, us);
    max_us_ = std::max(max_us_, us);
  }

  std::vector<std::uint32_t> whole_us_;
  std::vector<double> values_us_;
  double sum_us_ = 0, min_us_ = std::numeric_limits<double>::infinity(), max_us_ = 0;
};

}  // namespace servesweep::engine
