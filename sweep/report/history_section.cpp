#include "sweep/report/history_section.h"

#include <fmt/format.h>

#include "sweep/cli/history_table.h"
#include "sweep/cli/search_account.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/report/history_charts.h"
#include "sweep/report/left_out.h"
#include "sweep/report/report_command.h"

namespace servesweep::sweep {
namespace {

void add_search(const ReportSubject& subject, io::ReportSection& section) {
  Results& results = subject.results;
  const SearchAccount account(results);
  const SearchHistory* const history = account.history();
  if (history == nullptr) {
    section.paragraphs.emplace_back("No search history yet: the baseline is incomplete.");
    return;
  }
  const Study& study = results.study;
  section.paragraphs.push_back(fmt::format("Search by {}: {}.", name_of(study.search().method),
                                           standing_text(study, *history)));
  std::string method = method_line(results);
  while (method.ends_with('\n')) method.pop_back();
  if (!method.empty()) section.paragraphs.push_back(std::move(method));
  section.paragraphs.emplace_back(
      "Objectives are means over seeds and workloads in units of the baseline's. A trial counts if "
      "it is feasible and has seen all seeds on whole workloads. The volume is that between the "
      "baseline and the trials that are better than it in every objective.");
  const HistoryCharts charts(study, *history);
  for (std::size_t i = 0; i < charts.objectives(); ++i) {
    section.charts.push_back(charts.of_objective(i));
  }
  section.charts.push_back(charts.of_volume());
  section.tables.push_back({.caption = "Trials that added to what is better than the baseline",
                            .table = history_table(study, *history, true)});
  section.tables.push_back(
      {.caption = "All trials", .table = history_table(study, *history, false), .folded = true});
  section.tables.push_back({.caption = "Finalists: trials that count and that nothing dominates",
                            .table = front_of_history_table(study, *history)});
}

}  // namespace

io::ReportSection history_section(const ReportSubject& subject) {
  Results& results = subject.results;
  const bool by_need = results.study.seeds_by_need().has_value();
  const bool searches = learns(results.study.search().method);
  if (!searches && !by_need) {
    throw LeftOut(
        fmt::format("The study searches by {}, which learns nothing from what it has "
                    "tried, so there is no history.",
                    name_of(results.study.search().method)));
  }
  io::ReportSection section{.id = "history", .title = "How the search went"};
  if (searches) add_search(subject, section);
  if (by_need) {
    section.paragraphs.push_back("Seeds by need: " + seeds_standing_of(results));
    section.tables.push_back({.caption = "Rounds of seeds by need",
                              .table = seeds_history_table(seed_decisions_of(results.folder))});
  }
  section.commands.push_back(report_command(subject, "history"));
  return section;
}

}  // namespace servesweep::sweep
