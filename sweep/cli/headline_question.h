#pragma once

#include <string>

#include "sweep/ranking/ranking.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// What `servesweep rank` asks of a study if no option says otherwise: the metrics of its headline,
/// ordered by the metric `by`, against the strategy `baseline`. Shares of classes are still to be
/// added (add_class_shares()), as they depend on the metrics that a caller adds. Preconditions:
/// the study has the metric and the strategy.
[[nodiscard]] RankingQuestion headline_question(const Study& study, const std::string& baseline,
                                                const std::string& by);

}  // namespace servesweep::sweep
