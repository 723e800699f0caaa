#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <string>
#include <vector>

#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// The values of one factor at which curves show the response: all of them if there are at most
/// kMostValues, else kLevels that divide the study's scale evenly, ends included. Shares of a
/// simplex have none, as no single number says where they are.
struct FactorLevels {
  static constexpr std::size_t kMostValues = 12;
  static constexpr std::size_t kLevels = 9;

  bool ordered = true;              ///< neighbours are alike
  std::vector<double> positions{};  ///< of its coordinate, rising
  std::vector<std::string> texts{};

  [[nodiscard]] bool empty() const { return positions.empty(); }
  /// The level that is nearest to a position. Precondition: not empty.
  [[nodiscard]] std::size_t nearest(double position) const;
  /// "512", or "512 to 2048": levels first … last.
  [[nodiscard]] std::string range_text(std::size_t first, std::size_t last) const;
};

/// Of every factor, in the order of factors_of().
[[nodiscard]] std::vector<FactorLevels> levels_of(const ParameterSpace& parameters);

}  // namespace servesweep::sweep
