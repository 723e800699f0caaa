#pragma once

#include <Eigen/Core>

namespace servesweep::sweep {

/// A strictly increasing curve that makes an output easier to model, followed by standardising to
/// mean 0 and variance 1. Increasing: the order of dominance is kept. The curve of power 1 is the
/// identity, 0 the logarithm, ½ the square root; other powers than 1 need positive outputs.
///
/// Source: Box & Cox, "An analysis of transformations", J. R. Stat. Soc. B 26 (1964).
class OutputTransform {
 public:
  /// `outputs`: what the standardising is learned from.
  OutputTransform(double power, const Eigen::VectorXd& outputs);

  /// Whether `power` may be used for these outputs: other powers than 1 need positive ones, the
  /// smallest at least a hundredth of the geometric mean. Outputs that come close to 0 without
  /// meaning to be small, such as a cosine, would turn into outliers.
  [[nodiscard]] static bool applies(double power, const Eigen::VectorXd& outputs);

  [[nodiscard]] double power() const { return power_; }
  /// An output that is not positive, where the curve needs one, counts as the smallest positive one
  /// it was made from.
  [[nodiscard]] double standardised(double output) const;
  /// Of `standardised`, by the output.
  [[nodiscard]] double slope(double output) const;
  /// The inverse. Standardised values beyond ±30, or that the curve cannot reach, give its ends.
  [[nodiscard]] double output(double standardised) const;
  /// Of `output`, by the standardised value.
  [[nodiscard]] double output_slope(double standardised) const;
  /// Natural logarithm of the density that standardising adds at these outputs: Σ ln slope.
  [[nodiscard]] double log_jacobian(const Eigen::VectorXd& outputs) const;

 private:
  [[nodiscard]] double curve(double output) const;
  [[nodiscard]] double reachable(double standardised) const;

  double power_;
  double smallest_;
  double unit_;  ///< geometric mean of the outputs, which the curve measures them in
  double mean_ = 0;
  double deviation_ = 1;
};

}  // namespace servesweep::sweep
