#include "sweep/search/acquisition_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "sweep/search/box_minimum.h"
#include "sweep/search/candidate_points.h"

namespace servesweep::sweep {
namespace {

constexpr int kDiscreteRounds = 4;

std::vector<Eigen::Index> real_dimensions(const SearchDimensions& dimensions) {
  std::vector<Eigen::Index> real;
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    if (dimensions[i].kind == DimensionKind::real) real.push_back(static_cast<Eigen::Index>(i));
  }
  return real;
}

}  // namespace

AcquisitionSearch::AcquisitionSearch(const SearchDimensions& dimensions,
                                     NoisyImprovement& acquisition, UnitPoints candidates,
                                     SearchEffort effort)
    : dimensions_(dimensions),
      acquisition_(acquisition),
      pool_(acquisition.pool(std::move(candidates))),
      effort_(effort),
      real_(real_dimensions(dimensions)) {}

void AcquisitionSearch::learn(const Eigen::RowVectorXd& x) {
  acquisition_.learn(x);
  acquisition_.refresh(pool_);
}

Eigen::RowVectorXd AcquisitionSearch::next(const PointSet& used) {
  const Eigen::VectorXd values = acquisition_.values(pool_, effort_.screening_paths);
  std::vector<Eigen::Index> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::stable_sort(
      order, [&values](Eigen::Index a, Eigen::Index b) { return values[a] > values[b]; });
  Eigen::RowVectorXd best;
  double best_value = -std::numeric_limits<double>::infinity();
  std::size_t started = 0;
  for (const Eigen::Index candidate : order) {
    const Eigen::RowVectorXd start = pool_.points.row(candidate);
    if (started >= effort_.starts && best.size() > 0) break;
    if (started >= effort_.starts && !used.contains(start)) return start;
    if (used.contains(start)) continue;
    ++started;
    for (const Eigen::RowVectorXd& x : {start, refined(start)}) {
      const double value = acquisition_.value(x);
      if (used.contains(x) || !(value > best_value)) continue;
      best = x;
      best_value = value;
    }
  }
  return best;
}

Eigen::RowVectorXd AcquisitionSearch::refined(const Eigen::RowVectorXd& start) const {
  Eigen::RowVectorXd x = descended(start);
  if (real_.size() == dimensions_.size()) return x;
  double value = acquisition_.value(x);
  bool moved = false;
  for (int round = 0; round < kDiscreteRounds; ++round) {
    const UnitPoints neighbours = discrete_neighbours(dimensions_, x);
    bool better = false;
    for (const Eigen::RowVectorXd neighbour : neighbours.rowwise()) {
      const double other = acquisition_.value(neighbour);
      if (!(other > value)) continue;
      value = other;
      x = neighbour;
      better = moved = true;
    }
    if (!better) break;
  }
  return moved ? descended(x) : x;
}

Eigen::RowVectorXd AcquisitionSearch::descended(const Eigen::RowVectorXd& start) const {
  if (real_.empty()) return start;
  Eigen::RowVectorXd x = start;
  const SmoothFunction cost = [&](const Eigen::VectorXd& real, Eigen::VectorXd& gradient) {
    x(real_) = real.transpose();
    Eigen::VectorXd full;
    const double value = acquisition_.value(x, full);
    gradient = -full(real_);
    return -value;
  };
  const auto size = static_cast<Eigen::Index>(real_.size());
  const Box box{Eigen::VectorXd::Zero(size), Eigen::VectorXd::Ones(size)};
  const BoxMinimum minimum =
      minimise_in_box(cost, box, start(real_).transpose(), effort_.evaluations);
  x(real_) = minimum.x.transpose();
  return x;
}

}  // namespace servesweep::sweep
