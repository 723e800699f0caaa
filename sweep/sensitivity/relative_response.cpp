#include "sweep/sensitivity/relative_response.h"

#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

const char* name_of(ResponseScale scale) {
  return scale == ResponseScale::logarithm ? "log" : "change";
}

RelativeResponse::RelativeResponse(Eigen::MatrixXd values, Eigen::RowVectorXd baseline,
                                   ResponseScale scale)
    : values_(std::move(values)),
      baseline_(std::move(baseline)),
      scale_(scale),
      is_relative_(std::abs(baseline_.mean()) > 0) {
  SERVESWEEP_EXPECT(values_.cols() == baseline_.size() && baseline_.size() > 0);
}

Eigen::VectorXd RelativeResponse::at(const Eigen::VectorXd& seed_weights) const {
  Eigen::VectorXd means = values_ * seed_weights;
  const double whole = is_relative_ ? baseline_ * seed_weights : 1.0;
  if (scale_ == ResponseScale::logarithm) return (means / whole).array().log();
  if (!is_relative_) return means;
  return (means.array() - whole) / std::abs(whole);
}

Eigen::VectorXd RelativeResponse::mean() const {
  return at(Eigen::VectorXd::Constant(values_.cols(), 1 / static_cast<double>(values_.cols())));
}

}  // namespace servesweep::sweep
