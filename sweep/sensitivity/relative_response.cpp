#include "sweep/sensitivity/relative_response.h"

#include <cmath>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

RelativeResponse::RelativeResponse(Eigen::MatrixXd values, Eigen::RowVectorXd baseline)
    : values_(std::move(values)),
      baseline_(std::move(baseline)),
      is_relative_(std::abs(baseline_.mean()) > 0) {
  SERVESWEEP_EXPECT(values_.cols() == baseline_.size() && baseline_.size() > 0);
}

Eigen::VectorXd RelativeResponse::at(const Eigen::VectorXd& seed_weights) const {
  Eigen::VectorXd means = values_ * seed_weights;
  if (!is_relative_) return means;
  const double whole = baseline_ * seed_weights;
  return (means.array() - whole) / std::abs(whole);
}

Eigen::VectorXd RelativeResponse::mean() const {
  return at(Eigen::VectorXd::Constant(values_.cols(), 1 / static_cast<double>(values_.cols())));
}

}  // namespace servesweep::sweep
