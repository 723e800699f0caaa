#pragma once

#include <cstddef>
#include <vector>

namespace servesweep::benchmark {

/// Repeated measurements of one thing, in any unit. Other work on the machine only ever adds, so
/// the minimum is the steadiest figure; the median says what to expect.
class Samples {
 public:
  void add(double value) { values_.push_back(value); }

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  /// The middle value, or the mean of the middle two. Precondition: there is one.
  [[nodiscard]] double median() const;
  /// Precondition: there is one.
  [[nodiscard]] double min() const;

 private:
  std::vector<double> values_;
};

}  // namespace servesweep::benchmark
