#include "sweep/sensitivity/morris_design.h"

#include <numeric>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/shuffle.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kMorrisDesign("sensitivity.morris");
constexpr double kDelta =
    static_cast<double>(MorrisDesign::kLevels) / (2.0 * (MorrisDesign::kLevels - 1));

/// The two positions between which a coordinate moves.
struct Move {
  double from = 0, to = 0;
};

Move move_of(const Dimension& dimension, engine::Stream& stream) {
  Move move;
  if (dimension.cells() > 0 && dimension.cells() < MorrisDesign::kLevels) {
    const std::size_t one = uniform_index(dimension.cells(), stream);
    const std::size_t other =
        (one + 1 + uniform_index(dimension.cells() - 1, stream)) % dimension.cells();
    return {dimension.cell_position(one), dimension.cell_position(other)};
  }
  const std::size_t level = uniform_index(MorrisDesign::kLevels / 2, stream);
  move.from = static_cast<double>(level) / static_cast<double>(MorrisDesign::kLevels - 1);
  move.to = move.from + kDelta;
  if (uniform_index(2, stream) == 1) std::swap(move.from, move.to);
  return {dimension.snapped(move.from), dimension.snapped(move.to)};
}

/// As a share of the way from the first value to the last.
double step_size(const Dimension& dimension, const Move& move) {
  if (dimension.kind() == Dimension::Kind::categorical) return 1;
  if (dimension.cells() == 0) return move.to - move.from;
  const double whole = dimension.cell_position(dimension.cells() - 1) - dimension.cell_position(0);
  return (move.to - move.from) / whole;
}

}  // namespace

MorrisDesign::MorrisDesign(const std::vector<Dimension>& dimensions,
                           const std::vector<Factor>& factors, Eigen::Index trajectories,
                           std::uint64_t seed)
    : trajectories_(trajectories),
      points_per_trajectory_(static_cast<Eigen::Index>(factors.size()) + 1),
      points_(trajectories * points_per_trajectory_, static_cast<Eigen::Index>(dimensions.size())) {
  SERVESWEEP_EXPECT(coordinates_of(factors) == static_cast<Eigen::Index>(dimensions.size()));
  for (Eigen::Index trajectory = 0; trajectory < trajectories; ++trajectory) {
    engine::Stream stream(seed, kMorrisDesign, static_cast<std::uint64_t>(trajectory));
    walk(dimensions, factors, trajectory, stream);
  }
}

void MorrisDesign::walk(const std::vector<Dimension>& dimensions,
                        const std::vector<Factor>& factors, Eigen::Index trajectory,
                        engine::Stream& stream) {
  std::vector<Move> moves;
  for (const Dimension& dimension : dimensions) moves.push_back(move_of(dimension, stream));
  std::vector<std::size_t> order(factors.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  shuffle(order, stream);

  auto own = points_.middleRows(trajectory * points_per_trajectory_, points_per_trajectory_);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    own(0, static_cast<Eigen::Index>(i)) = moves[i].from;
  }
  Eigen::Index row = 0;
  for (const std::size_t which : order) {
    const Factor& factor = factors[which];
    ++row;
    own.row(row) = own.row(row - 1);
    for (Eigen::Index i = factor.first; i < factor.first + factor.count; ++i) {
      own(row, i) = moves[static_cast<std::size_t>(i)].to;
    }
    const auto first = static_cast<std::size_t>(factor.first);
    steps_.push_back(
        {.factor = static_cast<Eigen::Index>(which),
         .size = factor.count > 1 ? kDelta : step_size(dimensions[first], moves[first])});
  }
}

Eigen::MatrixXd MorrisDesign::effects(const Eigen::VectorXd& values) const {
  SERVESWEEP_EXPECT(values.size() == points_.rows());
  const Eigen::Index factors = points_per_trajectory_ - 1;
  Eigen::MatrixXd effects(trajectories_, factors);
  for (Eigen::Index trajectory = 0; trajectory < trajectories_; ++trajectory) {
    for (Eigen::Index i = 0; i < factors; ++i) {
      const Step& step = steps_[static_cast<std::size_t>(trajectory * factors + i)];
      const Eigen::Index point = trajectory * points_per_trajectory_ + i;
      effects(trajectory, step.factor) = (values[point + 1] - values[point]) / step.size;
    }
  }
  return effects;
}

}  // namespace servesweep::sweep
