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

constexpr int kHalvings = 6;

std::vector<Eigen::Index> real_dimensions(const SearchSpace& space) {
  std::vector<Eigen::Index> real;
  for (const Dimension& dimension : space.dimensions()) {
    const auto place = static_cast<Eigen::Index>(&dimension - space.dimensions().data());
    if (dimension.kind() == Dimension::Kind::real) real.push_back(place);
  }
  return real;
}

}  // namespace

AcquisitionSearch::AcquisitionSearch(const FreshPoints& fresh, NoisyImprovement& acquisition,
                                     UnitPoints candidates, SearchEffort effort)
    : fresh_(fresh),
      acquisition_(acquisition),
      pool_(acquisition.pool(std::move(candidates), effort.screening_paths)),
      effort_(effort),
      real_(real_dimensions(fresh.space())) {}

bool AcquisitionSearch::is_fresh(const Eigen::RowVectorXd& x) const {
  return fresh_.is_fresh(to_unit_point(x));
}

void AcquisitionSearch::learn(const Eigen::RowVectorXd& x) {
  acquisition_.learn(x);
  acquisition_.refresh(pool_);
}

Eigen::RowVectorXd AcquisitionSearch::next() {
  const Eigen::VectorXd values = acquisition_.values(pool_);
  order_.resize(static_cast<std::size_t>(values.size()));
  std::iota(order_.begin(), order_.end(), Eigen::Index{0});
  std::ranges::stable_sort(
      order_, [&values](Eigen::Index a, Eigen::Index b) { return values[a] > values[b]; });
  Eigen::RowVectorXd best;
  double best_value = -std::numeric_limits<double>::infinity();
  std::size_t started = 0;
  for (const Eigen::Index candidate : order_) {
    const Eigen::RowVectorXd start = pool_.points.row(candidate);
    if (started >= effort_.starts && best.size() > 0) break;
    if (started >= effort_.starts && is_fresh(start)) return start;
    if (!is_fresh(start)) continue;
    ++started;
    Valued found = refined(start);
    if (!is_fresh(found.x)) found = {start, acquisition_.value(start)};
    if (!(found.value > best_value)) continue;
    best = std::move(found.x);
    best_value = found.value;
  }
  return best;
}

UnitPoints AcquisitionSearch::best_candidates(std::size_t count) const {
  const auto last = order_.begin() + static_cast<std::ptrdiff_t>(std::min(count, order_.size()));
  return pool_.points(std::vector<Eigen::Index>(order_.begin(), last), Eigen::all);
}

AcquisitionSearch::Valued AcquisitionSearch::refined(const Eigen::RowVectorXd& start) const {
  Valued found = climbed(start);
  if (static_cast<Eigen::Index>(real_.size()) == start.size()) return found;
  bool moved = false;
  for (int round = 0; round < kDiscreteRounds; ++round) {
    const UnitPoints neighbours = discrete_neighbours(fresh_.space(), found.x);
    bool better = false;
    for (const Eigen::RowVectorXd neighbour : neighbours.rowwise()) {
      const double other = acquisition_.value(neighbour);
      if (!(other > found.value)) continue;
      found = {neighbour, other};
      better = moved = true;
    }
    if (!better) break;
  }
  return moved ? climbed(found.x) : found;
}

AcquisitionSearch::Valued AcquisitionSearch::climbed(const Eigen::RowVectorXd& start) const {
  if (real_.empty()) return {start, acquisition_.value(start)};
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
  Eigen::RowVectorXd allowed = allowed_between(start, x);
  const double value = allowed == x ? -minimum.value : acquisition_.value(allowed);
  return {std::move(allowed), value};
}

Eigen::RowVectorXd AcquisitionSearch::allowed_between(const Eigen::RowVectorXd& start,
                                                      Eigen::RowVectorXd end) const {
  for (int i = 0; i < kHalvings; ++i) {
    const UnitPoint point = fresh_.space().snap(to_unit_point(end));
    if (fresh_.space().allows(point)) return to_row(point);
    end = (start + end) / 2;
  }
  return start;
}

}  // namespace servesweep::sweep
