#include "sweep/ranking/objective_question.h"

#include "sweep/ranking/served_share.h"

namespace servesweep::sweep {

RankingQuestion objective_question(const Study& study) {
  const std::string& by = study.objectives().front().metric;
  RankingQuestion question;
  question.baseline = study.strategies().front().name();
  question.metrics = ranked_metrics(study.metrics(), study.objectives(), study.classes(), by);
  std::erase_if(question.metrics, [&](const RankedMetric& metric) {
    return metric.column.name != by && metric.column.name != kServedShare;
  });
  while (question.metrics[question.by].column.name != by) ++question.by;
  return question;
}

}  // namespace servesweep::sweep
