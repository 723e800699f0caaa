#pragma once

#include <cstdint>

#include "sweep/search/search_space.h"
#include "sweep/search/unit_points.h"

namespace servesweep::sweep {

/// Where to look for the maximum of an acquisition: half of the `count` points fill the space
/// evenly (scrambled Sobol'), half are good points changed a little: some of the real coordinates
/// by normal steps of 0.003 to 0.3, some of the ordered ones by one or more cells, some of the
/// categories at random. Snapped and allowed; fewer where most points are forbidden. `elite`: the
/// good points, one per row; may be empty.
[[nodiscard]] UnitPoints candidate_points(const SearchSpace& space, const UnitPoints& elite,
                                          Eigen::Index count, std::uint64_t seed,
                                          std::uint64_t index);

/// The allowed points one step away from x, which is snapped, in one ordered (next cells) or
/// categorical (every other cell) dimension.
[[nodiscard]] UnitPoints discrete_neighbours(const SearchSpace& space, const Eigen::RowVectorXd& x);

}  // namespace servesweep::sweep
