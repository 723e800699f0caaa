#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>

namespace servesweep::engine {

/// The totals of all instances, to which a scorer adds its scores: each clamped to [0, 1], times
/// the scorer's weight. Scores go straight there, as a list of their own would cost another pass.
/// No larger than what fits into registers.
class ScoreSum {
 public:
  /// `totals`: what other scorers have added so far, per instance. `weight` ≥ 0.
  ScoreSum(std::span<double> totals, double weight) : totals_(totals.data()), weight_(weight) {}

  /// Once for each instance; one without a score has 0. Clamping the product is the same as
  /// clamping the score, and compilers can do it for several instances at once.
  void add(std::size_t instance, double score) const {
    totals_[instance] += std::min(weight_, std::max(0.0, score * weight_));
  }

 private:
  double* totals_;
  double weight_;
};

/// Adds scores that prefer small amounts: 1 for the smallest, 0 for the largest, linear between; 1
/// for all if they are equal. `amount_of(i)`: an int32 of instance i. `shape(score)`: what to add
/// for it. Precondition: there are instances.
template <class AmountOf, class Shape = std::identity>
void add_fewest_first(ScoreSum scores, std::size_t instances, const AmountOf& amount_of,
                      const Shape& shape = {}) {
  std::int32_t smallest = amount_of(0), largest = smallest;
  for (std::size_t i = 0; i < instances; ++i) {
    smallest = std::min(smallest, amount_of(i));
    largest = std::max(largest, amount_of(i));
  }
  if (smallest == largest) {
    for (std::size_t i = 0; i < instances; ++i) scores.add(i, shape(1.0));
    return;
  }
  const double top = largest, range = top - smallest;
  for (std::size_t i = 0; i < instances; ++i) {
    scores.add(i, shape((top - amount_of(i)) / range));
  }
}

}  // namespace servesweep::engine
