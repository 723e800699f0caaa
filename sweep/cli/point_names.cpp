#include "sweep/cli/point_names.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "sweep/cli/phrases.h"

namespace servesweep::sweep {
namespace {

std::string ids_text(const std::vector<std::int64_t>& points) {
  std::vector<std::string> ids;
  ids.reserve(points.size());
  for (const std::int64_t point : points) ids.push_back(std::to_string(point));
  constexpr std::size_t kMost = 20;
  return (points.size() == 1 ? "point " : "points ") + list_text(ids, kMost);
}

}  // namespace

std::string point_label(const Plan& plan, std::int64_t point) {
  return plan.points()[PointId(static_cast<std::int32_t>(point)).index()].point.label();
}

std::string point_names(const io::StudyIndex& index, const std::vector<std::int64_t>& points,
                        bool by_id) {
  if (by_id) return ids_text(points);
  const std::set<std::int64_t> named(points.begin(), points.end());
  std::map<std::string, std::size_t> all, some;
  for (const io::PointRow& point : index.points) {
    ++all[point.strategy];
    if (named.contains(point.id)) ++some[point.strategy];
  }
  std::vector<std::string> parts;
  for (const std::string& strategy : index.strategies) {
    if (!some.contains(strategy)) continue;
    const bool single = all[strategy] == 1;
    parts.push_back(
        single ? strategy
               : fmt::format("{} ({} of {} points)", strategy, some[strategy], all[strategy]));
  }
  return list_text(parts, parts.size());
}

}  // namespace servesweep::sweep
