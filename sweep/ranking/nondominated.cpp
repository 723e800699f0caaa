#include "sweep/ranking/nondominated.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace servesweep::sweep {
namespace {

/// Whether a is nowhere worse than b.
bool nowhere_worse(const Objectives& a, const Objectives& b) {
  return std::ranges::equal(a, b, std::less_equal<>());
}

/// Under every seed nowhere worse, and in one and the same objective better.
bool dominates_throughout(const std::vector<Objectives>& a, const std::vector<Objectives>& b) {
  std::vector<bool> better(a.front().size(), true);
  for (std::size_t s = 0; s < a.size(); ++s) {
    if (!nowhere_worse(a[s], b[s])) return false;
    for (std::size_t k = 0; k < better.size(); ++k) better[k] = better[k] && a[s][k] < b[s][k];
  }
  return std::ranges::find(better, true) != better.end();
}

/// Mean of the first objective, which sorts dominators before whom they dominate (or level).
double first_mean(const std::vector<Objectives>& runs) {
  double sum = 0;
  for (const Objectives& one : runs) sum += one.front();
  return sum;
}

}  // namespace

std::vector<std::size_t> nondominated(const std::vector<Objectives>& points) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
  const bool planar = !points.empty() && points.front().size() == 2;
  std::vector<std::size_t> front;
  for (const std::size_t i : order) {
    const auto dominates = [&](std::size_t j) {
      return points[j] != points[i] && nowhere_worse(points[j], points[i]);
    };
    // Nothing behind i in this order can dominate it. In the plane, if anything does, the last of
    // the front so far does: it is lowest in the second objective.
    const bool dominated =
        planar ? !front.empty() && dominates(front.back()) : std::ranges::any_of(front, dominates);
    if (!dominated) front.push_back(i);
  }
  std::ranges::sort(front);
  return front;
}

std::vector<std::size_t> never_dominated_throughout(
    const std::vector<std::vector<Objectives>>& runs) {
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return first_mean(runs[i]); });
  std::vector<std::size_t> kept;
  for (const std::size_t i : order) {
    const auto dominates = [&](std::size_t j) { return dominates_throughout(runs[j], runs[i]); };
    if (std::ranges::none_of(kept, dominates)) kept.push_back(i);
  }
  std::ranges::sort(kept);
  return kept;
}

}  // namespace servesweep::sweep
