#include "sweep/tuning/seed_allocation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>
#include <utility>

namespace servesweep::sweep {
namespace {

/// By how much `a` is worse than `b` in the objective where it is least so; below 0 if it is better
/// in one.
double margin(const Contender& a, const Contender& b) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < a.objectives.size(); ++i) {
    least = std::min(least, a.objectives[i] - b.objectives[i]);
  }
  return least;
}

/// Distance to the border between dominated and not dominated.
double distance_to_border(const std::vector<Contender>& contenders, std::size_t index) {
  double dominated_by = -std::numeric_limits<double>::infinity();
  if (contenders[index].objectives.empty()) return std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    if (i == index || contenders[i].objectives.empty()) continue;
    dominated_by = std::max(dominated_by, margin(contenders[index], contenders[i]));
  }
  return std::abs(dominated_by);
}

/// Weights up to kMostSeedWeight times the least that counts: ties cannot take everything.
constexpr double kMostSeedWeight = 1e6;

std::vector<double> weights_of(const std::vector<Contender>& contenders) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    const std::vector<double>& variances = contenders[i].variances;
    double variance = 0;
    for (const double one : variances) variance += one / static_cast<double>(variances.size());
    const double distance = distance_to_border(contenders, i);
    if (!variances.empty() && variance == 0) {  // its figures are certain
      weights.push_back(1 / kMostSeedWeight);
      continue;
    }
    const double weight = variances.empty() ? 1 : variance / (distance * distance);
    weights.push_back(std::isfinite(weight)
                          ? std::clamp(weight, 1 / kMostSeedWeight, kMostSeedWeight)
                          : (distance == 0 ? kMostSeedWeight : 1));
  }
  return weights;
}

}  // namespace

std::vector<std::size_t> allocate_seeds(const std::vector<Contender>& contenders,
                                        std::size_t seeds) {
  std::vector<std::size_t> given(contenders.size());
  const std::vector<double> weights = weights_of(contenders);
  using Need = std::pair<double, std::size_t>;  // and the place from the end, so that ties go first
  std::priority_queue<Need> needs;
  const auto queue = [&](std::size_t i) {
    if (given[i] >= contenders[i].seeds_left) return;
    const double share = weights[i] / (2.0 * static_cast<double>(given[i]) + 1);
    needs.emplace(share, contenders.size() - i);
  };
  for (std::size_t i = 0; i < contenders.size(); ++i) {
    given[i] = std::min<std::size_t>(contenders[i].seeds_left, 1);
    seeds -= std::min(seeds, given[i]);
    queue(i);
  }
  // One by one to whoever is furthest below its share (Sainte-Laguë), until nobody can take more.
  for (; seeds > 0 && !needs.empty(); --seeds) {
    const std::size_t neediest = contenders.size() - needs.top().second;
    needs.pop();
    ++given[neediest];
    queue(neediest);
  }
  return given;
}

}  // namespace servesweep::sweep
