#include "sweep/run/finalist_runs.h"

#include <set>
#include <utility>

namespace servesweep::sweep {

RankingQuestion finalist_question(const Study& study) {
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

std::vector<RunId> finalist_runs(const Study& study, const Plan& plan,
                                 const io::StudyIndex& index) {
  const RankingQuestion question = finalist_question(study);
  std::set<std::pair<std::int64_t, std::int64_t>> shown;  // workload, point
  for (const Ranking& ranking : rank(index, question)) {
    for (const RankedPoint& row : ranking.rows) shown.emplace(ranking.workload, row.point.id);
  }
  std::set<RunId> runs;
  for (std::size_t i = 0; i < plan.runs().size(); ++i) {
    const PlannedRun& run = plan.runs()[i];
    const bool done = index.plan[i].status == io::RunStatus::done;
    const auto workload = static_cast<std::int64_t>(run.workload);
    if (done && shown.contains({workload, run.point.value()})) runs.insert(run.same_as);
  }
  return {runs.begin(), runs.end()};
}

}  // namespace servesweep::sweep
