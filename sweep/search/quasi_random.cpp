#include "sweep/search/quasi_random.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/random/sobol.hpp>
#include <cmath>

namespace servesweep::sweep {
namespace {

double normal_quantile(double probability) {
  return boost::math::quantile(boost::math::normal(), std::clamp(probability, 1e-9, 1 - 1e-9));
}

}  // namespace

double uniform(engine::Stream& stream) {
  return static_cast<double>(stream() >> 11) * 0x1p-53;
}

double normal(engine::Stream& stream) {
  return normal_quantile(uniform(stream));
}

Eigen::MatrixXd shifted_sobol(std::uint64_t seed, engine::StreamPurpose purpose,
                              std::uint64_t index, Eigen::Index points, Eigen::Index dimensions) {
  Eigen::MatrixXd result(points, dimensions);
  if (dimensions == 0) return result;
  engine::Stream stream(seed, purpose, index);
  Eigen::RowVectorXd shift(dimensions);
  for (double& value : shift) value = uniform(stream);
  boost::random::sobol sequence(static_cast<std::size_t>(dimensions));
  for (Eigen::Index i = 0; i < points; ++i) {
    for (Eigen::Index j = 0; j < dimensions; ++j) {
      const double value = static_cast<double>(sequence() >> 11) * 0x1p-53 + shift[j];
      result(i, j) = value - std::floor(value);
    }
  }
  return result;
}

Eigen::MatrixXd quasi_normal(std::uint64_t seed, engine::StreamPurpose purpose, std::uint64_t index,
                             Eigen::Index points, Eigen::Index dimensions) {
  return shifted_sobol(seed, purpose, index, points, dimensions).unaryExpr(&normal_quantile);
}

}  // namespace servesweep::sweep
