#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// The parameters of a point: "step_budget=4096"; empty if its strategy has none.
[[nodiscard]] std::string point_label(const Plan& plan, std::int64_t point);

/// Some points of an index for people. By strategy: "large-steps (3 of 5 points), head-start", in
/// the order of strategies; `by_id`: "points 3, 21 and 7 more". A strategy with one point needs no
/// count.
[[nodiscard]] std::string point_names(const io::StudyIndex& index,
                                      const std::vector<std::int64_t>& points, bool by_id);

}  // namespace servesweep::sweep
