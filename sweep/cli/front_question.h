#pragma once

#include <string>
#include <vector>

#include "sweep/ranking/front.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A metric of a study as a front takes it. Problem that names `option` if there is none.
[[nodiscard]] RankedMetric front_metric(const Study& study, const std::string& name,
                                        const std::string& option);

/// What `servesweep pareto` asks about these objectives if no option says otherwise; of the first
/// workload.
[[nodiscard]] FrontQuestion front_question(const Study& study,
                                           std::vector<RankedMetric> objectives);

}  // namespace servesweep::sweep
