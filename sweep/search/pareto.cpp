#include "sweep/search/pareto.h"

#include <algorithm>
#include <limits>
#include <pagmo/utils/hypervolume.hpp>
#include <pagmo/utils/multi_objective.hpp>
#include <tuple>

namespace servesweep::sweep {
namespace {

constexpr double kOutermost = std::numeric_limits<double>::infinity();

/// Without the objectives in which all points are equal: pagmo would divide by their extent, 0.
std::vector<Objectives> varying_objectives(const std::vector<Objectives>& layer) {
  std::vector<Objectives> kept(layer.size());
  for (std::size_t k = 0; k < layer.front().size(); ++k) {
    const bool varies = std::ranges::any_of(
        layer, [&](const Objectives& one) { return one[k] != layer.front()[k]; });
    if (!varies) continue;
    for (std::size_t i = 0; i < layer.size(); ++i) kept[i].push_back(layer[i][k]);
  }
  return kept;
}

}  // namespace

std::vector<std::vector<std::size_t>> pareto_layers(const std::vector<Objectives>& points) {
  if (points.empty()) return {};
  if (points.size() == 1) return {{0}};  // pagmo wants two
  const auto sorted = pagmo::fast_non_dominated_sorting(points);
  std::vector<std::vector<std::size_t>> layers;
  for (const auto& front : std::get<0>(sorted)) {
    layers.emplace_back(front.begin(), front.end());
    std::ranges::sort(layers.back());
  }
  return layers;
}

std::vector<std::size_t> pareto_front(const std::vector<Objectives>& points) {
  if (points.empty()) return {};
  return pareto_layers(points).front();
}

std::vector<double> crowding_distances(const std::vector<Objectives>& layer) {
  if (layer.size() < 3) return std::vector<double>(layer.size(), kOutermost);
  const std::vector<Objectives> varying = varying_objectives(layer);
  // All that vary in one objective only would dominate each other: then all points are equal.
  if (varying.front().size() < 2) return std::vector<double>(layer.size(), 0);
  return pagmo::crowding_distance(varying);
}

double hypervolume(const std::vector<Objectives>& points, const Objectives& reference) {
  std::vector<Objectives> inside;
  for (const Objectives& point : points) {
    if (std::ranges::equal(point, reference, std::less<>())) inside.push_back(point);
  }
  if (inside.empty()) return 0;
  if (reference.size() == 1) return reference[0] - std::ranges::min(inside)[0];
  return pagmo::hypervolume(inside, false).compute(reference);
}

}  // namespace servesweep::sweep
