#pragma once

#include <cstddef>
#include <vector>

#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// The runs in an order in which neighbours share what is dear to make: blocks of seeds, within a
/// block point after point. Requests of a seed are then generated once for all points while they
/// fit into memory, and a simulator is configured once per point and block. In plan order, which is
/// point by point through all seeds, a cache would have forgotten a seed before the next point asks
/// for it. Neighbouring rows also compress better. `requests_per_run`: by workload.
[[nodiscard]] std::vector<RunId> in_task_order(const Plan& plan, std::vector<RunId> runs,
                                               const std::vector<std::size_t>& requests_per_run);

}  // namespace servesweep::sweep
