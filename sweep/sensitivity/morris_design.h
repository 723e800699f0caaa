#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "engine/random/stream.h"
#include "sweep/search/dimension.h"
#include "sweep/search/unit_points.h"
#include "sweep/sensitivity/factor.h"

namespace servesweep::sweep {

/// Where a function is to be evaluated for its elementary effects: r trajectories of k + 1 points,
/// each a point of the grid of p = 4 levels from which every factor moves once, in random order, by
/// Δ = p / (2(p − 1)) = 2/3 of its range, up or down.
///
/// A parameter with fewer than p values goes from one of them to another, all pairs alike; the step
/// of one without order counts as 1. The shares of a simplex move all at once, each up or down.
///
/// Source: M. Morris, "Factorial sampling plans for preliminary computational experiments",
/// Technometrics 33 (1991); groups: Campolongo, Cariboni and Saltelli, "An effective screening
/// design for sensitivity analysis of large models", Environmental Modelling & Software 22 (2007),
/// section 4, without its choice among many trajectories.
class MorrisDesign {
 public:
  /// `dimensions`: the coordinates of the factors.
  MorrisDesign(const std::vector<Dimension>& dimensions, const std::vector<Factor>& factors,
               Eigen::Index trajectories, std::uint64_t seed);

  /// Trajectory after trajectory, (k + 1)·r points.
  [[nodiscard]] const UnitPoints& points() const { return points_; }
  [[nodiscard]] Eigen::Index trajectories() const { return trajectories_; }
  [[nodiscard]] Eigen::Index points_per_trajectory() const { return points_per_trajectory_; }

  /// The elementary effects, the change of the value by that of the factor as a share of its range:
  /// one row per trajectory, one column per factor. NaN where one of its two values is.
  [[nodiscard]] Eigen::MatrixXd effects(const Eigen::VectorXd& values) const;

  static constexpr Eigen::Index kLevels = 4;

 private:
  struct Step {
    Eigen::Index factor = 0;
    double size = 0;  ///< as a share of the range, negative if downwards; Δ of a group
  };
  void walk(const std::vector<Dimension>& dimensions, const std::vector<Factor>& factors,
            Eigen::Index trajectory, engine::Stream& stream);

  Eigen::Index trajectories_, points_per_trajectory_;
  UnitPoints points_;
  std::vector<Step> steps_;  ///< by trajectory, then in order
};

}  // namespace servesweep::sweep
