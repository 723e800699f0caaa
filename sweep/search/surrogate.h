#pragma once

#include <Eigen/Core>
#include <optional>

#include "sweep/search/gaussian_process.h"
#include "sweep/search/output_transform.h"
#include "sweep/search/tracked_halves.h"

namespace servesweep::sweep {

/// A model of one output: a curve chosen by likelihood, then a Gaussian process of the standardised
/// values with parameters chosen by maximum a posteriori. The curve is the logarithm or the square
/// root if the outputs allow it and that makes them clearly likelier (by kGain natural units of
/// log-likelihood, counting the curve's Jacobian), else the identity.
class Surrogate {
 public:
  enum class Curve { identity, chosen };

  Surrogate(DimensionKinds kinds, Curve curve);

  /// Chooses curve and parameters anew, from at most kFitLimit of the observations evenly chosen.
  void fit(const Sightings& raw);
  /// The same from many starts, for whoever fits once: the likelihood of a function that bends in
  /// some directions only has several maxima, of which one calls everything noise.
  void fit_from_many_starts(const Sightings& raw);
  /// Keeps curve and parameters, forgets the observations and takes these.
  void replace(const Sightings& raw);
  /// Adds an observation. Precondition: there was a fit().
  void add(const Eigen::RowVectorXd& point, double value, double variance);

  [[nodiscard]] const GaussianProcess& process() const { return *process_; }
  /// GaussianProcess::half_at() of points that count as known, and of points to choose from: kept,
  /// because most of them come again with the next observation.
  [[nodiscard]] const Eigen::MatrixXd& known_halves(const UnitPoints& points) const {
    return known_halves_.at(*process_, points);
  }
  [[nodiscard]] const Eigen::MatrixXd& pool_halves(const UnitPoints& points) const {
    return pool_halves_.at(*process_, points);
  }
  [[nodiscard]] const OutputTransform& transform() const { return *transform_; }

  static constexpr Eigen::Index kFitLimit = 128;
  static constexpr double kGain = 3;

 private:
  [[nodiscard]] Sightings standardised(const Sightings& raw) const;

  DimensionKinds kinds_;
  Curve curve_;
  Eigen::Index curve_chosen_at_ = 0;  ///< number of observations of the last choice
  std::optional<OutputTransform> transform_;
  Eigen::VectorXd parameters_;
  std::optional<GaussianProcess> process_;
  mutable TrackedHalves known_halves_, pool_halves_;
};

}  // namespace servesweep::sweep
