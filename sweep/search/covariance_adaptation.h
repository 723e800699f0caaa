#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <vector>

namespace servesweep::sweep {

/// The normal distribution that CMA-ES draws its points from, mean + step · N(0, C), and how it
/// learns from the ranking of a generation: its mean moves to the best half, C and the step adapt
/// by the paths that the mean has taken and by the steps that were successful or, with negative
/// weights, were not. All settings are the tutorial's defaults.
///
/// Steps longer than draws usually are, such as those to points that somebody else has chosen, are
/// shortened to √n + 2n/(n + 2) standard deviations before they are learned.
///
/// Sources: Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772 (2016), table 1 and
/// figure 6; Hansen, "Injecting external solutions into CMA-ES", INRIA 7748 (2011).
class CovarianceAdaptation {
 public:
  /// Starts with C = I. Preconditions: at least one dimension, a population of at least 4.
  CovarianceAdaptation(Eigen::VectorXd mean, double step, std::size_t population);

  /// The point that independent standard normal numbers stand for.
  [[nodiscard]] Eigen::VectorXd point(const Eigen::VectorXd& normal) const;
  /// Learns from a whole generation of points, best first, one per column.
  void learn(const Eigen::MatrixXd& ranked);

  [[nodiscard]] const Eigen::VectorXd& mean() const { return mean_; }
  [[nodiscard]] std::size_t population() const { return static_cast<std::size_t>(weights_.size()); }
  /// Standard deviation of each coordinate.
  [[nodiscard]] Eigen::VectorXd deviations() const;
  /// Of the longest axis over the shortest.
  [[nodiscard]] double axis_ratio() const { return axes_.maxCoeff() / axes_.minCoeff(); }

 private:
  void set_weights(Eigen::Index population);
  [[nodiscard]] Eigen::MatrixXd whitened(const Eigen::MatrixXd& steps) const;
  void learn_path(const Eigen::VectorXd& move);
  void decompose();

  Eigen::VectorXd mean_;
  double step_;
  Eigen::VectorXd weights_;  ///< of a generation, best first; the last ones negative
  double effective_ = 1;     ///< μ_eff: what the best half counts as
  double rank_one_ = 0, rank_mu_ = 0, path_rate_ = 0, step_rate_ = 0, step_damping_ = 1;
  Eigen::VectorXd step_path_, path_;
  Eigen::MatrixXd covariance_, basis_;  ///< C and its eigenvectors
  Eigen::VectorXd axes_;                ///< roots of the eigenvalues
  int generations_ = 0;
  bool is_stalled_ = false;  ///< the step grows so fast that C must not learn from the path
};

}  // namespace servesweep::sweep
