#include "sweep/report/ranking_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/ranking_notes.h"
#include "sweep/report/remarks.h"
#include "sweep/report/reported_ranking.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

bool is_objective(const Study& study, const RankedMetric& metric) {
  return std::ranges::count(study.objectives(), metric.column.name, &Objective::metric) > 0;
}

}  // namespace

io::ReportSection ranking_section(const ReportSubject& subject) {
  io::ReportSection section{.id = "ranking", .title = "Ranking"};
  const RankingView view{.results = subject.results,
                         .question = subject.question,
                         .rankings = subject.rankings,
                         .best_sets = subject.best_sets,
                         .headline = subject.question.metrics.size(),
                         .shown = subject.question.metrics.size()};
  std::vector<NamedRemarks> remarks;
  const bool several = subject.rankings.size() > 1;
  if (several) section.choice = "workload";
  for (std::size_t i = 0; i < subject.rankings.size(); ++i) {
    const std::string& workload = subject.results.study.workloads()[i].name;
    const std::string choice = several ? workload : "";
    const ReportedRanking one(subject, subject.rankings[i]);
    for (std::size_t m = 0; m < subject.question.metrics.size(); ++m) {
      const RankedMetric& metric = subject.question.metrics[m];
      if (!is_objective(subject.results.study, metric)) continue;
      io::ReportChart chart = one.chart(m);
      chart.choice = choice;
      if (!chart.categories.empty()) section.charts.push_back(std::move(chart));
    }
    for (io::ReportTable table : {one.means(), one.changes()}) {
      table.choice = choice;
      section.tables.push_back(std::move(table));
    }
    remarks.push_back({.name = workload,
                       .remarks = remarks_in(ranking_notes(view, i, io::TableFormat::markdown))});
  }
  section.remarks = joined_remarks(remarks);
  const std::string against =
      subject.asked.baseline.empty() ? "" : " --baseline " + shell_word(subject.asked.baseline);
  section.commands = {"servesweep rank " + shell_word(subject.asked.folder) + against};
  return section;
}

}  // namespace servesweep::sweep
