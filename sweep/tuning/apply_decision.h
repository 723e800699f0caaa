#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sweep/study/plan.h"
#include "sweep/tuning/decision.h"

namespace servesweep::sweep {

/// What a trial became in the plan.
struct PlannedTrial {
  std::optional<PointId> point;  ///< none: the engine refuses it
  std::vector<RunId> runs;
  std::string refusal;  ///< why
};

/// Adds what a decision wants to the plan; by trial. The same study, plan and decision give the
/// same plan on every rank and at every resume.
std::vector<PlannedTrial> apply_decision(const Study& study, const Decision& decision, Plan& plan);

}  // namespace servesweep::sweep
