#include "sweep/run/search_round.h"

#include <limits>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/run/build_index.h"
#include "sweep/run/stored_history.h"

namespace servesweep::sweep {

void SearchRound::check_baseline(const StudyDesk& desk, const std::string& command, int ranks) {
  const Plan& plan = desk.planned().plan;
  for (const auto& [row, failure] : desk.index(command, ranks).index.failures) {
    const PlannedRun& run = plan.runs()[row];
    if (plan.points()[run.point.index()].strategy != 0) continue;
    throw engine::Problem("run " + plan.label(RunId(static_cast<std::int32_t>(row))),
                          "failed (" + failure + ")",
                          "it is one of the baseline's, with which a search compares every point",
                          "mend it, then run the study again with --on-failure retry");
  }
}

SearchRound::SearchRound(StudyDesk& desk, SearchMethod method, const std::string& command,
                         int ranks)
    : desk_(desk), search_(desk.planned().study, desk.planned().plan, method) {
  BuiltIndex built = desk.index(command, ranks);
  for (const std::size_t metric : search_.metrics()) built.load(metric);
  const PlannedStudy& planned = desk.planned();
  for (auto& [run, figures] : stored_figures(built.index, planned.plan, search_.metrics())) {
    search_.note(run, std::move(figures));
  }
  search_.begin();
}

void SearchRound::note_failed(RunId run) {
  const double no_figure = std::numeric_limits<double>::quiet_NaN();
  search_.note(run, std::vector<double>(search_.metrics().size(), no_figure));
}

bool SearchRound::take_up(const std::function<bool(std::size_t, std::size_t)>& go_on) {
  const PlannedStudy& planned = desk_.planned();
  const std::size_t count = planned.decisions.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (!go_on(i, count)) return false;
    search_.repeat(planned.decisions[i], planned.trials[i]);
  }
  return true;
}

Supply SearchRound::next(const std::function<std::size_t(const Decision&)>& decide) {
  const std::optional<Decision> decision = search_.poll();
  if (!decision) return {.closed = search_.closed()};
  desk_.journal().decision(*decision, desk_.planned().study);
  const std::size_t tasks = decide(*decision);
  search_.add(*decision, desk_.planned().trials.back());
  if (decision->trials.empty()) return {};
  return {.extension = Extension{.tasks = Tasks(tasks),
                                 .text = decision->to_value(desk_.planned().study).json()}};
}

}  // namespace servesweep::sweep
