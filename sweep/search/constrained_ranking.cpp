#include "sweep/search/constrained_ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "sweep/values/all_finite.h"

namespace servesweep::sweep {
namespace {

/// Fills in the layers and crowding of the feasible points; returns the number of layers.
std::size_t rank_feasible(const std::vector<Observation>& observations,
                          const std::vector<std::size_t>& feasible, ConstrainedRanking& ranking) {
  std::vector<Objectives> points;
  for (const std::size_t place : feasible) points.push_back(observations[place].objectives);
  const std::vector<std::vector<std::size_t>> layers = pareto_layers(points);
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    std::vector<Objectives> own;
    for (const std::size_t i : layers[layer]) own.push_back(points[i]);
    const std::vector<double> distances = crowding_distances(own);
    for (std::size_t k = 0; k < own.size(); ++k) {
      const std::size_t place = feasible[layers[layer][k]];
      ranking.layer[place] = layer;
      ranking.crowding[place] = distances[k];
    }
  }
  return layers.size();
}

}  // namespace

bool ConstrainedRanking::prefers(std::size_t a, std::size_t b) const {
  if (layer[a] != layer[b]) return layer[a] < layer[b];
  return crowding[a] > crowding[b];
}

double violation_of(const Observation& observation) {
  if (observation.failed || !all_finite(observation.objectives) ||
      !all_finite(observation.constraints)) {
    return std::numeric_limits<double>::infinity();
  }
  double violation = 0;
  for (const double value : observation.constraints) violation += std::max(value, 0.0);
  return violation;
}

ConstrainedRanking constrained_ranking(const std::vector<Observation>& observations) {
  ConstrainedRanking ranking{.layer = std::vector<std::size_t>(observations.size()),
                             .crowding = std::vector<double>(observations.size(), 0),
                             .order = std::vector<std::size_t>(observations.size())};
  std::vector<std::size_t> feasible;
  std::map<double, std::vector<std::size_t>> others;
  for (std::size_t i = 0; i < observations.size(); ++i) {
    const double violation = violation_of(observations[i]);
    (violation > 0 ? others[violation] : feasible).push_back(i);
  }
  std::size_t layer = rank_feasible(observations, feasible, ranking);
  for (const auto& [violation, places] : others) {
    for (const std::size_t place : places) ranking.layer[place] = layer;
    ++layer;
  }
  std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
  std::ranges::stable_sort(ranking.order,
                           [&](std::size_t a, std::size_t b) { return ranking.prefers(a, b); });
  return ranking;
}

}  // namespace servesweep::sweep
