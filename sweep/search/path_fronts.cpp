#include "sweep/search/path_fronts.h"

namespace servesweep::sweep {

void PathFronts::add(const Eigen::MatrixXd& points) {
  fronts_.emplace_back(points(non_dominated_rows(points), Eigen::all));
  boxes_.emplace_back(fronts_.back(), reference_);
}

void PathFronts::extend(std::size_t path, const double* point) {
  Eigen::MatrixXd& front = fronts_[path];
  Eigen::MatrixXd longer(front.rows() + 1, reference_.size());
  longer << front, Eigen::Map<const Eigen::RowVectorXd>(point, longer.cols());
  front = longer(non_dominated_rows(longer), Eigen::all);
  boxes_[path] = BoxDecomposition(front, reference_);
}

}  // namespace servesweep::sweep
