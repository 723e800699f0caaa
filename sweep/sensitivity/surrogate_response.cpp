#include "sweep/sensitivity/surrogate_response.h"

#include <Eigen/Cholesky>
#include <boost/random/normal_distribution.hpp>

#include "engine/random/stream.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kPath("sensitivity.surrogate");
constexpr std::uint64_t kPathSeed = 0;

Eigen::MatrixXd normal_columns(Eigen::Index rows, std::uint64_t columns) {
  Eigen::MatrixXd numbers(rows, static_cast<Eigen::Index>(columns));
  for (std::uint64_t i = 0; i < columns; ++i) {
    engine::Stream stream(kPathSeed, kPath, i);
    boost::random::normal_distribution<double> normal;
    for (double& one : numbers.col(static_cast<Eigen::Index>(i))) one = normal(stream);
  }
  return numbers;
}

double origin_of(const RelativeResponse& seen) {
  if (!seen.is_relative() || seen.scale() == ResponseScale::logarithm) return 0;
  return seen.baseline_mean() < 0 ? -1 : 1;
}

}  // namespace

Eigen::VectorXd modelled(const RelativeResponse& seen, const Eigen::VectorXd& responses) {
  return responses.array() + origin_of(seen);
}

SurrogateResponse::SurrogateResponse(const Surrogate& surrogate, RelativeResponse seen,
                                     const UnitPoints& where)
    : surrogate_(surrogate),
      seen_(std::move(seen)),
      half_(surrogate.process().half_at(where)),
      half_ones_(surrogate.process().cholesky().triangularView<Eigen::Lower>().solve(
          Eigen::VectorXd::Ones(half_.rows()))) {
  Eigen::MatrixXd covariance = surrogate.process().kernel().lower_covariance(where);
  covariance.selfadjointView<Eigen::Lower>().rankUpdate(half_.transpose(), -1);
  // Points on top of each other make it singular up to rounding.
  covariance.diagonal() = covariance.diagonal().cwiseMax(0.0);
  covariance.diagonal().array() += 1e-8 * surrogate.process().kernel().signal_variance();
  const Eigen::VectorXd variance = covariance.diagonal();
  deviations_ = sure_cholesky(std::move(covariance)).triangularView<Eigen::Lower>() *
                normal_columns(where.rows(), kPaths);

  const Eigen::VectorXd mean = model_mean(seen_.mean());
  const double known = (mean.array() - mean.mean()).square().mean();
  unknown_share_ = variance.mean() / (known + variance.mean());
}

/// On the scale of the model.
Eigen::VectorXd SurrogateResponse::model_mean(const Eigen::VectorXd& responses) const {
  const OutputTransform& transform = surrogate_.transform();
  const Eigen::VectorXd half_values =
      surrogate_.process().cholesky().triangularView<Eigen::Lower>().solve(
          modelled(seen_, responses)
              .unaryExpr([&](double one) { return transform.standardised(one); })
              .eval());
  const double mean = half_ones_.dot(half_values) / half_ones_.squaredNorm();
  return (half_.transpose() * (half_values - mean * half_ones_)).array() + mean;
}

Eigen::VectorXd SurrogateResponse::responses_of(const Eigen::VectorXd& of_model) const {
  const double origin = origin_of(seen_);
  return of_model.unaryExpr(
      [&](double one) { return surrogate_.transform().output(one) - origin; });
}

Eigen::VectorXd SurrogateResponse::at(const Eigen::VectorXd& seed_weights,
                                      std::uint64_t path) const {
  return responses_of(model_mean(seen_.at(seed_weights)) +
                      deviations_.col(static_cast<Eigen::Index>(path)));
}

Eigen::VectorXd SurrogateResponse::mean() const {
  return responses_of(model_mean(seen_.mean()));
}

}  // namespace servesweep::sweep
