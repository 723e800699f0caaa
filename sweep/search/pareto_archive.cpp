#include "sweep/search/pareto_archive.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

/// Nowhere worse.
bool covers(const Objectives& a, const Objectives& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] > b[i]) return false;
  }
  return true;
}

}  // namespace

bool ParetoArchive::add(const Objectives& point) {
  const auto covers_point = [&](const Objectives& one) { return covers(one, point); };
  if (std::ranges::any_of(front_, covers_point)) return false;
  std::erase_if(front_, [&](const Objectives& one) { return covers(point, one); });
  front_.push_back(point);
  return true;
}

double ParetoArchive::volume(const Objectives& reference) const {
  return front_.empty() ? 0 : hypervolume(front_, reference);
}

}  // namespace servesweep::sweep
