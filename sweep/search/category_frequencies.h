#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "engine/random/stream.h"

namespace servesweep::sweep {

/// How often each category of one dimension is drawn: evenly at first, then more often what the
/// best half of a generation had. No category falls below a tenth of its even share.
///
/// Source: population-based incremental learning (Baluja, 1994), here for categories, with a floor
/// as in Hamano et al., "CatCMA", GECCO 2024.
class CategoryFrequencies {
 public:
  explicit CategoryFrequencies(std::size_t categories);

  [[nodiscard]] std::size_t draw(engine::Stream& stream) const;
  /// The categories of a generation, best first.
  void learn(const std::vector<std::size_t>& ranked);

  [[nodiscard]] const Eigen::VectorXd& shares() const { return shares_; }

 private:
  Eigen::VectorXd shares_;  ///< add up to 1
};

}  // namespace servesweep::sweep
