#include "sweep/search/covariance_adaptation.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// Expected length of a standard normal vector.
double expected_length(double n) {
  return std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
}

double squared(double value) {
  return value * value;
}

}  // namespace

CovarianceAdaptation::CovarianceAdaptation(Eigen::VectorXd mean, double step,
                                           std::size_t population)
    : mean_(std::move(mean)),
      step_(step),
      step_path_(Eigen::VectorXd::Zero(mean_.size())),
      path_(step_path_),
      covariance_(Eigen::MatrixXd::Identity(mean_.size(), mean_.size())) {
  SERVESWEEP_EXPECT(mean_.size() >= 1 && population >= 4);
  set_weights(static_cast<Eigen::Index>(population));
  decompose();
}

void CovarianceAdaptation::set_weights(Eigen::Index population) {
  const auto n = static_cast<double>(mean_.size());
  const auto lambda = static_cast<double>(population);
  weights_.resize(population);
  for (Eigen::Index i = 0; i < population; ++i) {
    weights_[i] = std::log((lambda + 1) / 2) - std::log(static_cast<double>(i + 1));
  }
  const Eigen::Index half = population / 2;
  auto good = weights_.head(half);
  auto bad = weights_.tail(population - half);
  effective_ = squared(good.sum()) / good.squaredNorm();
  const double effective_bad = squared(bad.sum()) / bad.squaredNorm();
  const double per_dimension = effective_ / n;
  path_rate_ = (4 + per_dimension) / (n + 4 + 2 * per_dimension);
  step_rate_ = (effective_ + 2) / (n + effective_ + 5);
  step_damping_ = 1 + 2 * std::max(0.0, std::sqrt((effective_ - 1) / (n + 1)) - 1) + step_rate_;
  rank_one_ = 2 / (squared(n + 1.3) + effective_);
  rank_mu_ = std::min(1 - rank_one_,
                      2 * (0.25 + effective_ + 1 / effective_ - 2) / (squared(n + 2) + effective_));
  good /= good.sum();
  const double most_bad =
      std::min({1 + rank_one_ / rank_mu_, 1 + 2 * effective_bad / (effective_ + 2),
                (1 - rank_one_ - rank_mu_) / (n * rank_mu_)});
  // With an odd population the middle weight is 0 up to rounding; it is one of the bad.
  bad *= most_bad / bad.cwiseAbs().sum();
}

Eigen::VectorXd CovarianceAdaptation::point(const Eigen::VectorXd& normal) const {
  return mean_ + step_ * (basis_ * axes_.cwiseProduct(normal));
}

Eigen::VectorXd CovarianceAdaptation::deviations() const {
  return step_ * covariance_.diagonal().cwiseSqrt();
}

/// C^(−1/2) times the columns.
Eigen::MatrixXd CovarianceAdaptation::whitened(const Eigen::MatrixXd& steps) const {
  return basis_ * (axes_.cwiseInverse().asDiagonal() * (basis_.transpose() * steps));
}

void CovarianceAdaptation::learn(const Eigen::MatrixXd& ranked) {
  SERVESWEEP_EXPECT(ranked.cols() == weights_.size());
  const auto n = static_cast<double>(mean_.size());
  Eigen::MatrixXd steps = (ranked.colwise() - mean_) / step_;
  Eigen::VectorXd lengths = whitened(steps).colwise().norm().transpose();
  const double longest = std::sqrt(n) + 2 * n / (n + 2);
  for (Eigen::Index i = 0; i < steps.cols(); ++i) {
    if (lengths[i] <= longest) continue;
    steps.col(i) *= longest / lengths[i];
    lengths[i] = longest;
  }
  const Eigen::Index half = weights_.size() / 2;
  const Eigen::VectorXd move = steps.leftCols(half) * weights_.head(half);
  mean_ += step_ * move;
  learn_path(move);
  Eigen::VectorXd weights = weights_;
  for (Eigen::Index i = half; i < weights.size(); ++i) {
    weights[i] *= n / std::max(squared(lengths[i]), 1e-12);  // keeps C positive definite
  }
  const double forgiven = is_stalled_ ? rank_one_ * path_rate_ * (2 - path_rate_) : 0;
  covariance_ *= 1 + forgiven - rank_one_ - rank_mu_ * weights_.sum();
  covariance_ += rank_one_ * path_ * path_.transpose();
  covariance_ += rank_mu_ * steps * weights.asDiagonal() * steps.transpose();
  decompose();
}

void CovarianceAdaptation::learn_path(const Eigen::VectorXd& move) {
  const auto n = static_cast<double>(mean_.size());
  const double length = expected_length(n);
  ++generations_;
  step_path_ = (1 - step_rate_) * step_path_ +
               std::sqrt(step_rate_ * (2 - step_rate_) * effective_) * whitened(move);
  const double settled = 1 - std::pow(1 - step_rate_, 2 * generations_);
  is_stalled_ = step_path_.norm() / std::sqrt(settled) >= (1.4 + 2 / (n + 1)) * length;
  path_ *= 1 - path_rate_;
  if (!is_stalled_) path_ += std::sqrt(path_rate_ * (2 - path_rate_) * effective_) * move;
  step_ *= std::exp(std::min(1.0, step_rate_ / step_damping_ * (step_path_.norm() / length - 1)));
}

void CovarianceAdaptation::decompose() {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance_);
  basis_ = solver.eigenvectors();
  // Rounding may leave a direction without extent.
  const double least = 1e-20 * std::max(solver.eigenvalues().maxCoeff(), 1e-300);
  axes_ = solver.eigenvalues().cwiseMax(least).cwiseSqrt();
}

}  // namespace servesweep::sweep
