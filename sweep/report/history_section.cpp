#include "sweep/report/history_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/history_table.h"
#include "sweep/cli/search_account.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/report/left_out.h"
#include "sweep/report/report_command.h"

namespace servesweep::sweep {
namespace {

/// Charts of one history.
class HistoryCharts {
 public:
  HistoryCharts(const Study& study, const SearchHistory& history)
      : study_(study), history_(history), names_(objective_names(study, history)) {}

  [[nodiscard]] io::ReportChart of_objective(std::size_t objective) const;
  [[nodiscard]] io::ReportChart of_volume() const;
  [[nodiscard]] std::size_t objectives() const { return names_.size(); }

 private:
  [[nodiscard]] io::ChartPoint point_of(std::size_t trial, double y) const;
  [[nodiscard]] double shown(std::size_t objective, double value) const {
    return shown_objective(study_, names_.size(), objective, value);
  }

  const Study& study_;
  const SearchHistory& history_;
  std::vector<std::string> names_;
};

io::ChartPoint HistoryCharts::point_of(std::size_t trial, double y) const {
  const TriedPoint& tried = history_.tried()[trial];
  return {.x = static_cast<double>(trial),
          .y = y,
          .notes = {study_.strategies()[tried.trial.strategy].name(),
                    tried.trial.attempt.point.label()}};
}

io::ReportChart HistoryCharts::of_objective(std::size_t objective) const {
  const std::string& name = names_[objective];
  io::ReportChart chart{
      .id = fmt::format("history-{}", objective),
      .title = fmt::format("{} by trial, in units of the baseline's", name),
      .summary = fmt::format("What each trial reached in {}, and the best so far.", name),
      .kind = io::ChartKind::scatter,
      .x_label = "trial",
      .y_label = name + " (units of the baseline)"};
  io::ChartSeries counts{.name = "counts", .points = {}};
  io::ChartSeries other{.name = "infeasible, or not on all seeds", .points = {}};
  io::ChartSeries best{.name = "best so far", .points = {}, .marked = true};
  std::optional<double> least;
  for (std::size_t i = 0; i < history_.tried().size(); ++i) {
    const TriedPoint& tried = history_.tried()[i];
    const bool known = tried.observation && !tried.observation->failed;
    if (known) {
      const double value = tried.observation->objectives[objective];
      const bool does_count = history_.counts(tried);
      (does_count ? counts : other).points.push_back(point_of(i, shown(objective, value)));
      if (does_count) least = std::min(least.value_or(value), value);
    }
    if (least) best.points.push_back({.x = static_cast<double>(i), .y = shown(objective, *least)});
  }
  for (io::ChartSeries* series : {&counts, &other, &best}) {
    if (!series->points.empty()) chart.series.push_back(std::move(*series));
  }
  return chart;
}

io::ReportChart HistoryCharts::of_volume() const {
  io::ReportChart chart{
      .id = "history-volume",
      .title = "Volume gained over the baseline, by trial",
      .summary = "The hypervolume between the baseline and the trials that are better than it.",
      .kind = io::ChartKind::step,
      .x_label = "trial",
      .y_label = "hypervolume (baseline's units)"};
  io::ChartSeries series{.name = "volume", .points = {}};
  const std::vector<double> volumes = gained_volumes(history_);
  for (std::size_t i = 0; i < volumes.size(); ++i) {
    series.points.push_back(point_of(i, volumes[i]));
    if (is_on_front(history_, history_.tried()[i])) {
      series.points.back().notes.emplace_back("a finalist: nothing dominates it");
    }
  }
  chart.series.push_back(std::move(series));
  return chart;
}

void add_search_history(const ReportSubject& subject, io::ReportSection& section) {
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
  if (searches) add_search_history(subject, section);
  if (by_need) {
    section.paragraphs.push_back("Seeds by need: " + seeds_standing_of(results));
    section.tables.push_back({.caption = "Rounds of seeds by need",
                              .table = seeds_history_table(seed_decisions_of(results.folder))});
  }
  section.commands.push_back(report_command(subject, "history"));
  return section;
}

}  // namespace servesweep::sweep
