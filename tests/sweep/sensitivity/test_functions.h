#pragma once

#include <Eigen/Core>
#include <boost/math/constants/constants.hpp>
#include <cmath>
#include <vector>

#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/factor.h"

namespace servesweep::sweep {

/// So many real parameters.
[[nodiscard]] inline std::vector<Factor> real_factors(Eigen::Index count) {
  std::vector<Factor> factors;
  for (Eigen::Index i = 0; i < count; ++i) {
    factors.push_back({.name = "x" + std::to_string(i + 1), .first = i});
  }
  return factors;
}

template <class Function>
[[nodiscard]] Eigen::VectorXd values_at(const UnitPoints& points, Function function) {
  Eigen::VectorXd values(points.rows());
  for (Eigen::Index i = 0; i < points.rows(); ++i) values[i] = function(points.row(i));
  return values;
}

/// Ishigami and Homma 1990 with a = 7, b = 0.1 on (−π, π)³. Its indices by integration:
/// V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2, V₁ = (1 + bπ⁴/5)²/2, V₂ = a²/8, V₁₃ = 8b²π⁸/225.
[[nodiscard]] inline double ishigami(const Eigen::RowVectorXd& u) {
  const Eigen::Array3d x = (2 * u.transpose().array() - 1) * boost::math::constants::pi<double>();
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
         0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

struct KnownIndices {
  Eigen::VectorXd first, total;
};

[[nodiscard]] inline KnownIndices ishigami_indices() {
  const double a = 7, b = 0.1, pi = boost::math::constants::pi<double>();
  const double p4 = std::pow(pi, 4), p8 = std::pow(pi, 8);
  const double v1 = 0.5 * std::pow(1 + b * p4 / 5, 2), v2 = a * a / 8, v13 = 8 * b * b * p8 / 225;
  const double v = a * a / 8 + b * p4 / 5 + b * b * p8 / 18 + 0.5;
  return {Eigen::Vector3d(v1, v2, 0) / v, Eigen::Vector3d(v1 + v13, v2, v13) / v};
}

/// Sobol's g function: Π (|4xᵢ − 2| + aᵢ)/(1 + aᵢ).
[[nodiscard]] inline Eigen::ArrayXd g_coefficients() {
  Eigen::ArrayXd a(8);
  a << 0, 1, 4.5, 9, 99, 99, 99, 99;
  return a;
}

[[nodiscard]] inline double g_function(const Eigen::RowVectorXd& u) {
  const Eigen::ArrayXd a = g_coefficients();
  return (((4 * u.transpose().array() - 2).abs() + a) / (1 + a)).prod();
}

/// Vᵢ = 1/(3(1 + aᵢ)²), V = Π(1 + Vᵢ) − 1, total of i = Vᵢ Π over j ≠ i of (1 + Vⱼ) / V.
[[nodiscard]] inline KnownIndices g_indices() {
  const Eigen::ArrayXd parts = 1 / (3 * (1 + g_coefficients()).square());
  const double product = (1 + parts).prod(), variance = product - 1;
  return {parts / variance, parts * product / (1 + parts) / variance};
}

/// M. Morris, Technometrics 33 (1991), section 4: 20 inputs, of which 1 to 7 interact or bend, 8 to
/// 10 are linear and strong, and 11 to 20 negligible. The coefficients that he drew from N(0, 1)
/// are (−1)ⁱ for one and (−1)^(i+j) for two inputs here (Saltelli, Chan and Scott 2000).
[[nodiscard]] inline double morris_function(const Eigen::RowVectorXd& u) {
  const auto sign = [](int power) { return power % 2 == 0 ? 1.0 : -1.0; };
  Eigen::ArrayXd w = 2 * (u.transpose().array() - 0.5);
  for (const Eigen::Index i : {2, 4, 6}) w[i] = 2 * (1.1 * u[i] / (u[i] + 0.1) - 0.5);
  double y = 0;
  for (int i = 1; i <= 20; ++i) {
    y += (i <= 10 ? 20 : sign(i)) * w[i - 1];
    for (int j = i + 1; j <= 20; ++j) {
      y += (j <= 6 ? -15 : sign(i + j)) * w[i - 1] * w[j - 1];
      if (j > 5) continue;
      for (int l = j + 1; l <= 5; ++l) y += -10 * w[i - 1] * w[j - 1] * w[l - 1];
    }
  }
  return y + 5 * w[0] * w[1] * w[2] * w[3];
}

}  // namespace servesweep::sweep
