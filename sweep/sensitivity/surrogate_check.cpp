#include "sweep/sensitivity/surrogate_check.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

namespace servesweep::sweep {
namespace {

constexpr double kReach = 1.959964;  // standard normal, 95 %

}  // namespace

SurrogateCheck check_of(const Surrogate& surrogate) {
  const GaussianProcess& process = surrogate.process();
  const Eigen::VectorXd& values = process.sightings().values;
  const Eigen::Index n = values.size();
  const Eigen::MatrixXd half =
      process.cholesky().triangularView<Eigen::Lower>().solve(Eigen::MatrixXd::Identity(n, n));
  const Eigen::VectorXd of_ones = half.transpose() * (half * Eigen::VectorXd::Ones(n));
  const Eigen::ArrayXd precision =
      half.colwise().squaredNorm().transpose().array() - of_ones.array().square() / of_ones.sum();
  const Eigen::ArrayXd alpha = half.transpose() * process.half_residuals();
  const Eigen::ArrayXd residuals = alpha / precision;

  const auto raw = [&](double standardised) { return surrogate.transform().output(standardised); };
  const Eigen::ArrayXd seen = values.unaryExpr(raw);
  const Eigen::ArrayXd predicted = (values.array() - residuals).unaryExpr(raw);
  SurrogateCheck check;
  check.points = static_cast<std::size_t>(n);
  check.q2 = 1 - (seen - predicted).square().sum() / (seen - seen.mean()).square().sum();
  check.coverage = (residuals.abs() * precision.sqrt() <= kReach).cast<double>().mean();
  // Observations are standardised: their variance is 1.
  check.noise_share = std::min(1.0, process.noise_variance());
  return check;
}

}  // namespace servesweep::sweep
