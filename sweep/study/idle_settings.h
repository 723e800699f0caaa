#pragma once

#include <string>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Settings that change nothing, whatever the workload: "strategy 'x': priority 'slo-tiered' has no
/// effect under scheduling 'fcfs' and preemption 'tail', …". A strategy is named only if that is so
/// at each of its planned points. What policies read is asked of them (priority_use.h).
[[nodiscard]] std::vector<std::string> idle_settings(const Study& study, const Plan& plan);

}  // namespace servesweep::sweep
