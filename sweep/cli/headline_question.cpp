#include "sweep/cli/headline_question.h"

#include "sweep/cli/strategy_label.h"
#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {

RankingQuestion headline_question(const Study& study, const std::string& baseline,
                                  const std::string& by) {
  RankingQuestion question;
  question.baseline = baseline;
  question.metrics = ranked_metrics(study.metrics(), study.objectives(), study.classes(), by);
  while (question.metrics[question.by].column.name != by) ++question.by;
  add_constraints(study, question);
  question.workloads = static_cast<std::int64_t>(study.workloads().size());
  question.bounds = bounds_of(study);
  return question;
}

}  // namespace servesweep::sweep
