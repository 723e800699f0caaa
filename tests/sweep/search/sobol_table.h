#pragma once

#include "sweep/search/sobol_points.h"
#include "sweep/search/unit_points.h"

namespace servesweep::sweep {

/// Evenly spread points to test with, one per row.
[[nodiscard]] inline UnitPoints sobol_table(std::uint64_t seed, std::uint64_t index,
                                            Eigen::Index points, Eigen::Index dimensions) {
  SobolPoints sequence(static_cast<std::size_t>(dimensions), seed, engine::StreamPurpose("test"),
                       index);
  UnitPoints table(points, dimensions);
  for (Eigen::Index i = 0; i < points; ++i) table.row(i) = to_row(sequence.next());
  return table;
}

}  // namespace servesweep::sweep
