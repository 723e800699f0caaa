#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>
#include <vector>

namespace servesweep::sweep {

/// The part of objective space (1, 2 or 3 objectives, minimised) that is better than a reference
/// point and not dominated by a set of points, cut into disjoint boxes. What a new point adds to
/// the dominated hypervolume is its share of these boxes:
///
///     improvement(y) = Σ over boxes Π over objectives |[lower, upper] ∩ [y, ∞)|
///
/// smoothed, so that it is positive with a useful gradient everywhere: max(0, t) is replaced by
/// (t + √(t² + 4τ²)) / 2, whose tail is τ²/|t| and does not vanish.
///
/// Sources: boxes of three objectives as in Yang et al., "Efficient computation of expected
/// hypervolume improvement", J. Glob. Optim. 75 (2019); heavy-tailed smoothing in the spirit of
/// Ament et al., "Unexpected Improvements to Expected Improvement", NeurIPS 2023. Not for two
/// threads at once.
class BoxDecomposition {
 public:
  /// `points`: one row per point. Points that do not beat the reference in everything do not count.
  BoxDecomposition(const Eigen::MatrixXd& points, const Eigen::VectorXd& reference);

  /// `smoothing`: τ, in the unit of the objectives; 0 gives the exact improvement.
  [[nodiscard]] double improvement(const double* y, double smoothing) const;
  /// The same, and its derivative by y, which is written to `gradient`.
  [[nodiscard]] double improvement(const double* y, double smoothing, double* gradient) const;

  [[nodiscard]] std::size_t size() const { return corners_.size(); }

 private:
  /// Places of a box's bounds among the edges of each objective.
  struct Corners {
    std::array<Eigen::Index, 3> lower{}, upper{};
  };

  std::size_t objectives_;
  // Neighbouring boxes share their bounds, and roots are what the improvement costs.
  std::array<Eigen::ArrayXd, 3> edges_;  ///< by objective, rising from −∞, none twice
  std::vector<Corners> corners_;         ///< by box
  /// Of the last improvement(), one column per objective: asked for so often that the heap shows.
  mutable Eigen::ArrayXXd beyond_, slopes_;
};

/// The rows that no other row dominates, of equal rows the first, in their order. A row dominates
/// another if it is nowhere larger and somewhere smaller.
[[nodiscard]] std::vector<Eigen::Index> non_dominated_rows(const Eigen::MatrixXd& points);

}  // namespace servesweep::sweep
