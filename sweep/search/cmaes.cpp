#include "sweep/search/cmaes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/contract.h"
#include "sweep/search/constrained_ranking.h"
#include "sweep/search/draws.h"
#include "sweep/search/unit_points.h"

namespace servesweep::sweep {
namespace {

constexpr engine::StreamPurpose kDraw("search.cmaes.draw");
constexpr engine::StreamPurpose kRestart("search.cmaes.restart");
constexpr double kFirstStep = 0.3;
constexpr double kShrunk = 1e-7;        // standard deviation of every coordinate
constexpr double kMostAxisRatio = 1e7;  // of the distribution
constexpr double kFlat = 1e-12;         // of a generation's values, relative
constexpr double kAttempts = 30;        // after which draws are twice as wide

std::vector<std::size_t> dimensions_where(const SearchSpace& space, bool categorical) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < space.dimensions().size(); ++i) {
    if (is_categorical(space.dimensions()[i].kind()) == categorical) places.push_back(i);
  }
  return places;
}

std::size_t usual_population(std::size_t dimensions) {
  return 4 + static_cast<std::size_t>(3 * std::log(static_cast<double>(dimensions)));
}

/// Into [0, 1], as a ray between two mirrors.
double reflected(double position) {
  const double folded = std::abs(std::remainder(position, 2.0));
  return std::min(folded, 1.0);
}

/// Half the width of the cell that a position lies in, about; 0 for a real dimension.
double least_deviation(const Dimension& dimension, double position) {
  if (dimension.cells() < 2) return 0;
  const std::size_t cell = cell_of(dimension, position);
  const std::size_t below = cell == 0 ? 0 : cell - 1;
  const std::size_t above = std::min(cell + 1, dimension.cells() - 1);
  return 0.5 * (dimension.cell_position(above) - dimension.cell_position(below)) /
         static_cast<double>(above - below);
}

}  // namespace

Cmaes::Cmaes(SearchSpace space, CmaesOptions options)
    : fresh_(std::move(space), options.seed, options.first),
      seed_(options.seed),
      starts_(fresh_.space().dimensions().size(), seed_, kRestart, 0),
      numbers_(dimensions_where(fresh_.space(), false)),
      categories_(dimensions_where(fresh_.space(), true)) {
  const std::size_t dimensions = std::max<std::size_t>(fresh_.space().dimensions().size(), 1);
  const UnitPoint middle(fresh_.space().dimensions().size(), 0.5);
  restart(fresh_.has_first() ? options.first.front() : middle,
          options.population > 0 ? std::max<std::size_t>(options.population, 4)
                                 : usual_population(dimensions));
}

void Cmaes::restart(const UnitPoint& from, std::size_t population) {
  population_ = population;
  distribution_.reset();
  if (!numbers_.empty()) distribution_.emplace(numbers_of(from), kFirstStep, population_);
  frequencies_.clear();
  for (const std::size_t i : categories_) {
    frequencies_.emplace_back(fresh_.space().dimensions()[i].cells());
  }
}

Eigen::VectorXd Cmaes::numbers_of(const UnitPoint& point) const {
  Eigen::VectorXd numbers(static_cast<Eigen::Index>(numbers_.size()));
  std::ranges::transform(numbers_, numbers.begin(), [&](std::size_t i) { return point[i]; });
  return numbers;
}

std::vector<Trial> Cmaes::ask(std::size_t count) {
  std::vector<Trial> trials;
  while (trials.size() < count) {
    if (!brood_.has_waiting()) {
      learn();
      breed(brood_.is_under_way() ? count - trials.size() : population_ - told_.size());
    }
    if (!brood_.has_waiting()) break;
    trials.push_back(brood_.give_out());
  }
  return trials;
}

void Cmaes::tell(const Trial& trial, const Observation& observation) {
  brood_.tell(trial, observation);
}

void Cmaes::breed(std::size_t count) {
  for (std::size_t bred = 0; bred < count; ++bred) {
    UnitPoint last;
    std::uint64_t attempt = 0;
    std::optional<Trial> trial = fresh_.next([&] { return last = draw(attempt++); });
    if (!trial) break;
    // One of the first points, or of the last that are left, was not drawn.
    const bool is_drawn = !last.empty() && fresh_.space().snap(last) == trial->x;
    drawn_[trial->id] = {is_drawn ? std::move(last) : trial->x, restarts_};
    brood_.add(std::move(*trial));
  }
}

UnitPoint Cmaes::draw(std::uint64_t attempt) {
  engine::Stream stream(seed_, kDraw, draws_++);
  UnitPoint point(fresh_.space().dimensions().size());
  draw_numbers(point, std::exp2(std::min(static_cast<double>(attempt) / kAttempts, 60.0)), stream);
  for (std::size_t k = 0; k < categories_.size(); ++k) {
    const Dimension& dimension = fresh_.space().dimensions()[categories_[k]];
    point[categories_[k]] = dimension.cell_position(frequencies_[k].draw(stream));
  }
  return point;
}

void Cmaes::draw_numbers(UnitPoint& point, double widening, engine::Stream& stream) const {
  if (!distribution_) return;
  Eigen::VectorXd normals(static_cast<Eigen::Index>(numbers_.size()));
  for (double& one : normals) one = normal(stream);
  const Eigen::VectorXd& mean = distribution_->mean();
  const Eigen::VectorXd steps = distribution_->point(normals) - mean;
  const Eigen::VectorXd deviations = distribution_->deviations();
  for (std::size_t k = 0; k < numbers_.size(); ++k) {
    const auto at = static_cast<Eigen::Index>(k);
    const double least = least_deviation(fresh_.space().dimensions()[numbers_[k]], mean[at]);
    const double raised = std::max(least / deviations[at], 1.0);
    point[numbers_[k]] = reflected(mean[at] + widening * raised * steps[at]);
  }
}

/// From each population that was told, in the order of telling.
void Cmaes::learn() {
  for (Brood::Member& member : brood_.take_told()) {
    if (drawn_.at(member.trial.id).restarts == restarts_) {
      told_.push_back(std::move(member));
    } else {
      drawn_.erase(member.trial.id);
    }
    if (told_.size() < population_) continue;
    learn_from(told_);
    for (const Brood::Member& learned : told_) drawn_.erase(learned.trial.id);
    told_.clear();
  }
}

void Cmaes::learn_from(const Members& members) {
  std::vector<Observation> observations;
  for (const Brood::Member& one : members) observations.push_back(one.observation);
  const std::vector<std::size_t> order = constrained_ranking(observations).order;
  if (distribution_) {
    Eigen::MatrixXd ranked(static_cast<Eigen::Index>(numbers_.size()),
                           static_cast<Eigen::Index>(order.size()));
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Drawn& drawn = drawn_.at(members[order[i]].trial.id);
      ranked.col(static_cast<Eigen::Index>(i)) = numbers_of(drawn.point);
    }
    distribution_->learn(ranked);
  }
  for (std::size_t k = 0; k < categories_.size(); ++k) {
    const Dimension& dimension = fresh_.space().dimensions()[categories_[k]];
    std::vector<std::size_t> ranked;
    for (const std::size_t i : order) {
      ranked.push_back(cell_of(dimension, members[i].trial.x[categories_[k]]));
    }
    frequencies_[k].learn(ranked);
  }
  if (!has_converged(members[order.front()], members[order.back()])) return;
  ++restarts_;
  restart(starts_.next(), 2 * population_);
}

bool Cmaes::has_converged(const Brood::Member& best_member,
                          const Brood::Member& worst_member) const {
  if (distribution_ && (distribution_->deviations().maxCoeff() < kShrunk ||
                        distribution_->axis_ratio() > kMostAxisRatio)) {
    return true;
  }
  const Observation& best = best_member.observation;
  const Observation& worst = worst_member.observation;
  if (violation_of(best) > 0 || violation_of(worst) > 0 || best.objectives.size() != 1)
    return false;
  const double low = best.objectives.front(), high = worst.objectives.front();
  return high - low <= kFlat * std::max(std::abs(low), std::abs(high));
}

}  // namespace servesweep::sweep
