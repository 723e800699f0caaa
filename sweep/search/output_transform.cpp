#include "sweep/search/output_transform.h"

#include <algorithm>
#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

constexpr double kFarthestOutput = 30;      // standard deviations
constexpr double kLeastOutputShare = 0.01;  // of the smallest output in the geometric mean
constexpr double kLeastOutput = 1e-6;  // of an output under a power, in units of the geometric mean

}  // namespace

bool OutputTransform::applies(double power, const Eigen::VectorXd& outputs) {
  if (power == 1) return true;
  const double least = outputs.minCoeff();
  return least > 0 && least >= kLeastOutputShare * std::exp(outputs.array().log().mean());
}

OutputTransform::OutputTransform(double power, const Eigen::VectorXd& outputs)
    : power_(power),
      smallest_(outputs.minCoeff()),
      unit_(power == 1 ? 1 : std::exp(outputs.array().log().mean())) {
  SERVESWEEP_EXPECT(power >= 0 && power <= 1 && applies(power, outputs));
  const Eigen::ArrayXd curved = outputs.unaryExpr([this](double y) { return curve(y); });
  mean_ = curved.mean();
  const double spread = std::sqrt((curved - mean_).square().mean());
  // Equal outputs have no scale; any will do.
  deviation_ = spread > 1e-12 * std::max(1.0, std::abs(mean_)) ? spread : 1;
}

double OutputTransform::curve(double output) const {
  if (power_ == 1) return output;
  const double positive = std::max(output, smallest_) / unit_;
  return power_ == 0 ? std::log(positive) : (std::pow(positive, power_) - 1) / power_;
}

double OutputTransform::standardised(double output) const {
  return (curve(output) - mean_) / deviation_;
}

double OutputTransform::slope(double output) const {
  if (power_ == 1) return 1 / deviation_;
  return std::pow(std::max(output, smallest_) / unit_, power_ - 1) / (unit_ * deviation_);
}

double OutputTransform::reachable(double standardised) const {
  const double curved =
      mean_ + deviation_ * std::clamp(standardised, -kFarthestOutput, kFarthestOutput);
  if (power_ == 1 || power_ == 0) return curved;
  return std::max(curved, (std::pow(kLeastOutput, power_) - 1) / power_);
}

double OutputTransform::output(double standardised) const {
  const double curved = reachable(standardised);
  if (power_ == 1) return curved;
  if (power_ == 0) return unit_ * std::exp(curved);
  return unit_ * std::pow(1 + power_ * curved, 1 / power_);
}

double OutputTransform::output_slope(double standardised) const {
  if (power_ == 1) return deviation_;
  return unit_ * deviation_ * std::pow(output(standardised) / unit_, 1 - power_);
}

double OutputTransform::log_jacobian(const Eigen::VectorXd& outputs) const {
  return outputs.unaryExpr([this](double y) { return std::log(slope(y)); }).sum();
}

}  // namespace servesweep::sweep
