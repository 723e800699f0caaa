#include "sweep/search/matern_kernel.h"

#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

const double kRootFive = std::sqrt(5.0);

}  // namespace

MaternKernel::MaternKernel(DimensionKinds kinds, const Eigen::VectorXd& log_parameters)
    : kinds_(std::move(kinds)),
      inverse_scales_((-log_parameters.head(log_parameters.size() - 1)).array().exp()),
      signal_variance_(std::exp(log_parameters[log_parameters.size() - 1])) {
  SERVESWEEP_EXPECT(inverse_scales_.size() == static_cast<Eigen::Index>(kinds_.size()));
}

bool MaternKernel::categorical(Eigen::Index dimension) const {
  return is_categorical(kinds_[static_cast<std::size_t>(dimension)]);
}

void MaternKernel::column(const UnitPoints& a, const Eigen::RowVectorXd& x,
                          Eigen::ArrayXd& covariance, Eigen::ArrayXd& distance) const {
  distance.setZero(a.rows());
  covariance.setZero(a.rows());
  for (Eigen::Index i = 0; i < a.cols(); ++i) {
    if (categorical(i)) {
      covariance -= (a.col(i).array() != x[i]).cast<double>() * inverse_scales_[i];
    } else {
      distance += ((a.col(i).array() - x[i]) * inverse_scales_[i]).square();
    }
  }
  distance = kRootFive * distance.sqrt();
  covariance =
      (covariance - distance).exp() * (1 + distance + distance.square() / 3) * signal_variance_;
}

Eigen::MatrixXd MaternKernel::covariance(const UnitPoints& a, const UnitPoints& b) const {
  Eigen::MatrixXd result(a.rows(), b.rows());
  Eigen::ArrayXd covariance, distance;
  for (Eigen::Index j = 0; j < b.rows(); ++j) {
    column(a, b.row(j), covariance, distance);
    result.col(j) = covariance;
  }
  return result;
}

Eigen::MatrixXd MaternKernel::slope(const UnitPoints& a, const Eigen::RowVectorXd& x) const {
  Eigen::ArrayXd covariance, distance;
  column(a, x, covariance, distance);
  const Eigen::ArrayXd common =
      covariance * (5.0 / 3.0) * (1 + distance) / (1 + distance + distance.square() / 3);
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(a.rows(), a.cols());
  for (Eigen::Index i = 0; i < a.cols(); ++i) {
    if (kinds_[static_cast<std::size_t>(i)] != Dimension::Kind::real) continue;
    result.col(i) = common * (a.col(i).array() - x[i]) * inverse_scales_[i] * inverse_scales_[i];
  }
  return result;
}

Eigen::VectorXd MaternKernel::weighted_gradient(const UnitPoints& a,
                                                const Eigen::MatrixXd& weights) const {
  Eigen::VectorXd gradient = Eigen::VectorXd::Zero(a.cols() + 1);
  Eigen::ArrayXd covariance, distance;
  // The lower triangle, without its diagonal, counts twice.
  for (Eigen::Index j = 0; j < a.rows(); ++j) {
    const Eigen::Index below = a.rows() - j;
    const UnitPoints rest = a.bottomRows(below);
    column(rest, a.row(j), covariance, distance);
    Eigen::ArrayXd weight = 2 * weights.col(j).tail(below).array();
    weight[0] /= 2;
    gradient[a.cols()] += (weight * covariance).sum();
    const Eigen::ArrayXd common =
        weight * covariance * (5.0 / 3.0) * (1 + distance) / (1 + distance + distance.square() / 3);
    for (Eigen::Index i = 0; i < a.cols(); ++i) {
      if (categorical(i)) {
        gradient[i] +=
            (weight * covariance * (rest.col(i).array() != a(j, i)).cast<double>()).sum() *
            inverse_scales_[i];
      } else {
        gradient[i] +=
            (common * ((rest.col(i).array() - a(j, i)) * inverse_scales_[i]).square()).sum();
      }
    }
  }
  return gradient;
}

}  // namespace servesweep::sweep
