#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sweep/statistics/goal.h"

namespace servesweep::sweep {

/// Where along a parameter it is best.
enum class Shape : std::uint8_t {
  flat,      ///< all values are as good
  inside,    ///< best inside the range, worse towards both ends
  low_end,   ///< as good from the best value down to the low end, and no better there
  high_end,  ///< the same up to the high end
  low_edge,  ///< still becoming better at the low end: what lies beyond may be better yet
  high_edge  ///< the same at the high end
};

/// The best value of a parameter and its neighbours that are as good.
struct GoodRange {
  Shape shape = Shape::flat;
  std::size_t best = 0;             ///< position among the values
  std::size_t first = 0, last = 0;  ///< positions, ends included, that hold it
};

/// From a response at values of a parameter, in their order. As good: not worse than the best by
/// more than `tolerance` (≥ 0). Still becoming better: the best is at the end, and its neighbour is
/// worse by more than half the tolerance. A response that is NaN is worse than all.
/// Precondition: at least one is not NaN.
[[nodiscard]] GoodRange good_range(std::span<const double> responses, Goal goal, double tolerance);

/// The word for a shape in tables: "flat", "inside", "to the low end", "at the low edge", …
[[nodiscard]] const char* name_of(Shape shape);

}  // namespace servesweep::sweep
