#include "sweep/sensitivity/saltelli_design.h"

#include "engine/base/contract.h"
#include "sweep/search/sobol_points.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kSaltelliDesign("sensitivity.saltelli");

}  // namespace

SaltelliDesign::SaltelliDesign(const std::vector<Factor>& factors, Eigen::Index rows,
                               std::uint64_t seed)
    : rows_(rows), points_per_row_(static_cast<Eigen::Index>(factors.size()) + 2) {
  const Eigen::Index coordinates = coordinates_of(factors);
  SERVESWEEP_EXPECT(rows > 0 && coordinates > 0);
  points_.resize(rows * points_per_row_, coordinates);
  SobolPoints sequence(static_cast<std::size_t>(2 * coordinates), seed, kSaltelliDesign, 0);
  for (Eigen::Index row = 0; row < rows; ++row) {
    const Eigen::RowVectorXd both = to_row(sequence.next());
    auto own = points_.middleRows(row * points_per_row_, points_per_row_);
    own.rowwise() = both.head(coordinates);
    own.row(1) = both.tail(coordinates);
    for (std::size_t i = 0; i < factors.size(); ++i) {
      const auto [name, first, count, kind] = factors[i];
      own.row(static_cast<Eigen::Index>(i) + 2).segment(first, count) =
          own.row(1).segment(first, count);
    }
  }
}

Eigen::MatrixXd SaltelliDesign::table(const Eigen::VectorXd& values) const {
  SERVESWEEP_EXPECT(values.size() == rows_ * points_per_row_);
  using ByRow = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const ByRow>(values.data(), rows_, points_per_row_);
}

}  // namespace servesweep::sweep
