#pragma once

#include "sweep/ranking/ranking.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What `servesweep rank` asks of a study if nothing else is said, reduced to what chooses the
/// point that stands for a strategy: against the study's baseline, by the first objective, and what
/// share of requests was served.
[[nodiscard]] RankingQuestion objective_question(const Study& study);

}  // namespace servesweep::sweep
