#pragma once

#include <Eigen/Core>
#include <cstdint>

namespace servesweep::sweep {

/// What responses are differences of: means, or their logarithms. The logarithm is for responses
/// that explode somewhere, where a few points would be nearly all of the variance.
enum class ResponseScale : std::uint8_t { change, logarithm };

/// The word of command lines: "change" or "log".
[[nodiscard]] const char* name_of(ResponseScale scale);

/// The response of points in one metric: the mean over seeds as a change from the baseline's,
/// (ȳ − b̄)/|b̄|, so −0.1 is 10 % less; in the metric's own unit where b̄ is 0; or ln(ȳ/b̄), or ln ȳ.
/// All points and the baseline meet the same seeds. For given seeds this is the metric's mean but
/// for its origin and unit (on the scale of changes), so indices of either are the same.
class RelativeResponse {
 public:
  /// `values`: one row per point, one column per seed; `baseline`: one row.
  RelativeResponse(Eigen::MatrixXd values, Eigen::RowVectorXd baseline, ResponseScale scale);

  /// With weights of the seeds that add up to 1: one number per point.
  [[nodiscard]] Eigen::VectorXd at(const Eigen::VectorXd& seed_weights) const;
  /// With all seeds alike.
  [[nodiscard]] Eigen::VectorXd mean() const;

  /// Whether it is compared with the baseline's.
  [[nodiscard]] bool is_relative() const { return is_relative_; }
  [[nodiscard]] ResponseScale scale() const { return scale_; }
  [[nodiscard]] double baseline_mean() const { return baseline_.mean(); }
  [[nodiscard]] const Eigen::MatrixXd& values() const { return values_; }
  [[nodiscard]] const Eigen::RowVectorXd& baseline() const { return baseline_; }

 private:
  Eigen::MatrixXd values_;
  Eigen::RowVectorXd baseline_;
  ResponseScale scale_;
  bool is_relative_;
};

}  // namespace servesweep::sweep
