#include "sweep/cli/ranking_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

/// Text of one ranking.
class RankingText {
 public:
  RankingText(const RankingView& view, const Ranking& ranking, TableFormat format)
      : view_(view), question_(view.question), ranking_(ranking), format_(format) {}

  [[nodiscard]] std::string text() const {
    const std::string changes = question_.every_point ? point_changes() : strategy_changes();
    return heading() + means() + '\n' + changes_heading() + changes + '\n' + notes();
  }

 private:
  [[nodiscard]] const RankedMetric& by() const { return question_.metrics[question_.by]; }
  [[nodiscard]] std::string percent() const {
    return fmt::format("{:.4g} %", 100 * question_.confidence);
  }
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return (format_ == TableFormat::markdown ? "- " : "") + text + '\n';
  }
  [[nodiscard]] std::string title(const std::string& text) const {
    return (format_ == TableFormat::markdown ? "### " + text : text) + "\n\n";
  }

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string means() const;
  [[nodiscard]] std::string changes_heading() const;
  [[nodiscard]] std::string strategy_changes() const;
  [[nodiscard]] std::string point_changes() const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::string choice_notes() const;
  [[nodiscard]] std::string service_note() const;
  [[nodiscard]] std::string constraint_note() const;
  [[nodiscard]] std::string bound_note() const;
  [[nodiscard]] std::string incomplete_note() const;
  [[nodiscard]] std::string label(const RankedPoint& row) const {
    const auto id = PointId(static_cast<std::int32_t>(row.point.id));
    return view_.results.plan.points()[id.index()].point.label();
  }

  [[nodiscard]] std::string name(const RankedPoint& row) const {
    return strategy_label(view_.results.study, row.point.strategy);
  }

  const RankingView& view_;
  const RankingQuestion& question_;
  const Ranking& ranking_;
  TableFormat format_;
};

std::string RankingText::heading() const {
  const Study& study = view_.results.study;
  return title(
      fmt::format("Study {}, workload {}: means over {} seeds, latencies in ms, ranked by {}",
                  study.name(), study.workloads()[static_cast<std::size_t>(ranking_.workload)].name,
                  study.seeds().size(), by().column.name));
}

std::string RankingText::means() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  if (question_.every_point) columns.push_back(figure_column("point"));
  for (const RankedMetric& metric : question_.metrics)
    columns.push_back(figure_column(metric.label));
  io::Table table(columns);
  for (const RankedPoint& row : ranking_.rows) {
    std::vector<io::TableCell> cells = {name(row)};
    if (question_.every_point) cells.emplace_back(row.point.id);
    for (const MeanInterval& value : row.values) {
      if (value.n == 0) {
        cells.emplace_back("-");
      } else {
        cells.emplace_back(value.mean);
      }
    }
    table.add_row(std::move(cells));
  }
  return table.render(format_);
}

std::string RankingText::changes_heading() const {
  return title(fmt::format("Change from {}{}, with {} confidence interval over paired seeds",
                           question_.baseline,
                           question_.every_point ? " in " + by().column.name : "", percent()));
}

std::string RankingText::strategy_changes() const {
  io::Table table({{.header = "strategy"},
                   {.header = "metric"},
                   figure_column("change"),
                   figure_column("interval"),
                   figure_column("pairs"),
                   {.header = "verdict"}});
  for (const RankedPoint& row : ranking_.rows) {
    for (std::size_t m = 0; m < row.comparisons.size(); ++m) {
      const Comparison& comparison = row.comparisons[m];
      const io::MetricColumn& column = question_.metrics[m].column;
      const ChangeText change = change_text(comparison.difference, column.unit);
      const bool repeat = m > 0 && format_ == TableFormat::text;
      table.add_row({repeat ? "" : name(row), column.name, change.change, change.interval,
                     static_cast<std::int64_t>(comparison.difference.n),
                     std::string(name_of(comparison.verdict))});
    }
  }
  return table.render(format_);
}

std::string RankingText::point_changes() const {
  io::Table table({{.header = "strategy"},
                   figure_column("point"),
                   figure_column("change"),
                   figure_column("interval"),
                   figure_column("pairs"),
                   {.header = "verdict"},
                   {.header = "parameters"}});
  for (const RankedPoint& row : ranking_.rows) {
    if (row.comparisons.empty()) continue;
    const Comparison& comparison = row.comparisons[question_.by];
    const ChangeText change = change_text(comparison.difference, by().column.unit);
    table.add_row({name(row), row.point.id, change.change, change.interval,
                   static_cast<std::int64_t>(comparison.difference.n),
                   std::string(name_of(comparison.verdict)), label(row)});
  }
  return table.render(format_);
}

std::string RankingText::choice_notes() const {
  std::string text;
  bool chosen = false;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.points == 1) continue;
    chosen = true;
    text += line(fmt::format("{} is shown at point {}, the best of {}: {}", name(row), row.point.id,
                             row.points, label(row)));
  }
  if (!chosen) return text;
  return text + line(fmt::format("Best by {} on these same seeds, which flatters it: confirm it on "
                                 "fresh seeds.",
                                 by().column.name));
}

std::string RankingText::service_note() const {
  std::string names;
  for (const RankedPoint& row : ranking_.rows) {
    const bool flattered =
        row.serves_less || std::ranges::any_of(row.comparisons, &Comparison::is_flattered);
    if (flattered) names += (names.empty() ? "" : ", ") + name(row);
  }
  if (names.empty()) return "";
  return line(
      fmt::format("Fewer requests served than by {}, of all or of a class: {}. Only goodput and "
                  "shares of all\nrequests count the others as missed, so nothing else of those "
                  "requests is called better.",
                  question_.baseline, names));
}

std::string RankingText::constraint_note() const {
  std::vector<std::string> names, bounds;
  for (const RankedPoint& row : ranking_.rows) {
    if (!row.breaks_constraints) continue;
    names.push_back(question_.every_point ? std::to_string(row.point.id) : name(row));
  }
  if (names.empty()) return "";
  for (const MetricConstraint& one : question_.constraints) bounds.push_back(one.text());
  return line(fmt::format("Last, as no solution ({}): {}{}.", fmt::join(bounds, ", "),
                          question_.every_point ? "points " : "", fmt::join(names, ", ")));
}

std::string RankingText::bound_note() const {
  std::string names;
  for (const StrategyTemplate& strategy : view_.results.study.strategies()) {
    if (strategy.facts().kind != StrategyKind::bound) continue;
    names += (names.empty() ? "" : ", ") + strategy.name();
  }
  if (names.empty()) return "";
  return line(
      fmt::format("Reads what no real system knows: {}. It bounds what can be gained, and wins "
                  "nothing.",
                  names));
}

std::string RankingText::incomplete_note() const {
  std::size_t missing = 0, failed = 0, planned = 0;
  for (const io::PlanRow& run : view_.results.index.plan) {
    if (run.workload != ranking_.workload) continue;
    ++planned;
    if (run.status == io::RunStatus::missing) ++missing;
    if (run.status == io::RunStatus::failed) ++failed;
  }
  if (missing + failed == 0) return "";
  return line(
      fmt::format("Incomplete: {} of {} runs are missing, {} failed. Means are over what is "
                  "done, changes over the seeds that both sides have.",
                  missing, planned, failed));
}

std::string RankingText::notes() const {
  const std::size_t comparisons = ranking_.rows.size() - 1;
  std::string text = question_.every_point ? "" : choice_notes();
  text += line(fmt::format(
      "Verdicts: paired t-test at {:.4g} %, adjusted by Holm for {} comparison{} per metric; so an "
      "interval may just\nexclude 0 and the verdict be undecided.",
      100 * (1 - question_.confidence), comparisons, comparisons == 1 ? "" : "s"));
  return text + service_note() + constraint_note() + bound_note() + incomplete_note();
}

}  // namespace

std::string ranking_text(const RankingView& view, TableFormat format) {
  std::string text;
  for (const Ranking& ranking : view.rankings) {
    if (!text.empty()) text += '\n';
    text += RankingText(view, ranking, format).text();
  }
  return text;
}

}  // namespace servesweep::sweep
