#pragma once

#include <cstdint>

#include "sweep/search/search_dimension.h"

namespace servesweep::sweep {

/// Where to look for the maximum of an acquisition: half of the `count` points fill the space
/// evenly (shifted Sobol'), half are good points changed a little: some of the real coordinates by
/// normal steps of 0.003 to 0.3, some of the integers by a few cells, some of the categories at
/// random. Snapped. `elite`: the good points, one per row; may be empty.
[[nodiscard]] UnitPoints candidate_points(const SearchDimensions& dimensions,
                                          const UnitPoints& elite, Eigen::Index count,
                                          std::uint64_t seed, std::uint64_t index);

/// The points one step away from x in one integer (next cells) or categorical (every other cell)
/// dimension.
[[nodiscard]] UnitPoints discrete_neighbours(const SearchDimensions& dimensions,
                                             const Eigen::RowVectorXd& x);

}  // namespace servesweep::sweep
