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

/// Where every optimiser's proposals come from: sees to it that no point is proposed twice and none
/// that is forbidden, puts the points that the caller wants first before all others, and gives
/// proposals their numbers.
class FreshPoints {
 public:
  /// `first`: points to be proposed before anything else, in this order; those that are forbidden
  /// or come again are passed over.
  FreshPoints(SearchSpace space, std::uint64_t seed, std::vector<UnitPoint> first = {});

  [[nodiscard]] const SearchSpace& space() const { return space_; }
  /// The next of the first points; after them the first of the draws that, snapped, is allowed and
  /// new. If 10,000 in a row are not, any of the points that are left, as long as the space has at
  /// most 1,048,576; otherwise none.
  [[nodiscard]] std::optional<Trial> next(const std::function<UnitPoint()>& draw);
  /// Whether some of the first points are still to come.
  [[nodiscard]] bool has_first();
  /// Whether the point, snapped, is allowed and was not proposed.
  [[nodiscard]] bool is_fresh(const UnitPoint& point) const;
  /// Proposes this one. Precondition: is_fresh(point).
  [[nodiscard]] Trial take(const UnitPoint& point);

 private:
  void list_points();
  [[nodiscard]] std::optional<UnitPoint> any_left();

  SearchSpace space_;
  std::uint64_t seed_;
  std::vector<UnitPoint> first_;                  ///< those to come, last first
  std::set<std::vector<double>> proposed_;        ///< SearchSpace::values()
  std::optional<std::vector<std::size_t>> left_;  ///< SearchSpace::point_at(), in random order
};

}  // namespace servesweep::sweep
