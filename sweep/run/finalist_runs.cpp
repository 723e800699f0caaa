#include "sweep/run/finalist_runs.h"

#include <set>
#include <utility>

#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {

std::vector<RunId> finalist_runs(const Study& study, const Plan& plan,
                                 const io::StudyIndex& index) {
  const RankingQuestion question = objective_question(study);
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
