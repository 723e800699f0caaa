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

void MaternKernel::fill(const SomePoints& a, const OnePoint& x, Column& column) const {
  auto& [covariance, distance] = column;
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

Eigen::MatrixXd MaternKernel::lower_covariance(const UnitPoints& points) const {
  Eigen::MatrixXd result = Eigen::MatrixXd::Zero(points.rows(), points.rows());
  Column with;
  for (Eigen::Index j = 0; j < points.rows(); ++j) {
    const Eigen::Index below = points.rows() - j;
    fill(points.bottomRows(below), points.row(j), with);
    result.col(j).tail(below) = with.covariance;
  }
  return result;
}

MaternKernel::Column MaternKernel::column(const UnitPoints& a, const Eigen::RowVectorXd& x) const {
  Column result;
  fill(a, x, result);
  return result;
}

Eigen::MatrixXd MaternKernel::covariance(const UnitPoints& a, const UnitPoints& b) const {
  Eigen::MatrixXd result(a.rows(), b.rows());
  Column with;
  for (Eigen::Index j = 0; j < b.rows(); ++j) {
    fill(a, b.row(j), with);
    result.col(j) = with.covariance;
  }
  return result;
}

Eigen::MatrixXd MaternKernel::slope(const UnitPoints& a, const Eigen::RowVectorXd& x,
                                    const Column& with) const {
  const auto& [covariance, distance] = with;
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
  Column with;
  const auto& [covariance, distance] = with;
  // The lower triangle, without its diagonal, counts twice.
  for (Eigen::Index j = 0; j < a.rows(); ++j) {
    const Eigen::Index below = a.rows() - j;
    const auto rest = a.bottomRows(below);
    fill(rest, a.row(j), with);
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
