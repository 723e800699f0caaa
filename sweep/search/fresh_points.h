#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "sweep/search/optimiser.h"
#include "sweep/search/search_space.h"

namespace servesweep::sweep {

/// Sees to it that no point is proposed twice and none that is forbidden, and gives proposals their
/// numbers.
class FreshPoints {
 public:
  FreshPoints(SearchSpace space, std::uint64_t seed);

  [[nodiscard]] const SearchSpace& space() const { return space_; }
  /// The first of the draws that, snapped, is allowed and new. If 10,000 in a row are not, any of
  /// the points that are left, as long as the space has at most 1,048,576; otherwise none.
  [[nodiscard]] std::optional<Trial> next(const std::function<UnitPoint()>& draw);
  /// Whether the point, snapped, is allowed and was not proposed.
  [[nodiscard]] bool is_fresh(const UnitPoint& point) const;
  /// Proposes this one. Precondition: is_fresh(point).
  [[nodiscard]] Trial take(const UnitPoint& point);

 private:
  void list_points();
  [[nodiscard]] std::optional<UnitPoint> any_left();

  SearchSpace space_;
  std::uint64_t seed_;
  std::set<std::vector<double>> proposed_;        ///< SearchSpace::values()
  std::optional<std::vector<std::size_t>> left_;  ///< SearchSpace::point_at(), in random order
};

}  // namespace servesweep::sweep
