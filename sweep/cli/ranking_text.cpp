#include "sweep/cli/ranking_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/pairing_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/cli/precision_text.h"
#include "sweep/cli/ranking_notes.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

/// The tables of one ranking.
class RankingText {
 public:
  RankingText(const RankingView& view, const Ranking& ranking, const PrecisionText& precision,
              TableFormat format)
      : view_(view),
        question_(view.question),
        ranking_(ranking),
        precision_(precision),
        format_(format) {}

  [[nodiscard]] std::string text() const {
    return heading() + means() + '\n' + changes_heading() + changes() + '\n';
  }

 private:
  [[nodiscard]] const RankedMetric& by() const { return question_.metrics[question_.by]; }
  /// More metrics than tables of means have room for.
  [[nodiscard]] bool all_metrics() const { return view_.shown > view_.headline; }
  [[nodiscard]] bool one_metric() const { return question_.every_point && !all_metrics(); }

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string means() const;
  [[nodiscard]] std::string changes_heading() const;
  [[nodiscard]] std::vector<io::TableColumn> change_columns() const;
  [[nodiscard]] std::vector<io::TableCell> change_cells(const RankedPoint& row, std::size_t metric,
                                                        bool repeat) const;
  [[nodiscard]] std::string changes() const;

  [[nodiscard]] std::string name(const RankedPoint& row) const {
    return strategy_label(view_.results.study, row.point.strategy);
  }

  const RankingView& view_;
  const RankingQuestion& question_;
  const Ranking& ranking_;
  const PrecisionText& precision_;
  TableFormat format_;
};

std::string RankingText::heading() const {
  const Study& study = view_.results.study;
  const std::size_t seeds = study.seeds().size();
  const bool all = std::ranges::all_of(ranking_.rows,
                                       [&](const RankedPoint& row) { return row.seeds == seeds; });
  return heading_text(
      fmt::format("Study {}, workload {}: means over {} seeds, latencies in ms, ranked by {}",
                  study.name(), study.workloads()[static_cast<std::size_t>(ranking_.workload)].name,
                  study.seeds_by_need() ? PrecisionText::seeds_text(ranking_)
                                        : fmt::format("{}{}", all ? "" : "up to ", seeds),
                  by().column.name),
      format_);
}

std::string RankingText::means() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  if (question_.every_point) columns.push_back(figure_column("point"));
  for (std::size_t m = 0; m < view_.headline; ++m) {
    columns.push_back(figure_column(question_.metrics[m].label));
  }
  io::Table table(columns);
  for (const RankedPoint& row : ranking_.rows) {
    std::vector<io::TableCell> cells = {name(row)};
    if (question_.every_point) cells.emplace_back(row.point.id);
    for (std::size_t m = 0; m < view_.headline; ++m) {
      if (row.values[m].n == 0) {
        cells.emplace_back("-");
      } else {
        cells.emplace_back(row.values[m].mean);
      }
    }
    table.add_row(std::move(cells));
  }
  return table.render(format_);
}

std::string RankingText::changes_heading() const {
  return heading_text(
      fmt::format("Change from {}{}, with {:.4g} % confidence interval over paired seeds",
                  question_.baseline, one_metric() ? " in " + by().column.name : "",
                  100 * question_.confidence),
      format_);
}

std::vector<io::TableColumn> RankingText::change_columns() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  if (question_.every_point) columns.push_back(figure_column("point"));
  if (!one_metric()) columns.push_back({.header = "metric"});
  if (all_metrics()) {
    columns.push_back(figure_column("baseline"));
    columns.push_back(figure_column("mean"));
  }
  for (const char* head : {"change", "interval", "pairs", "corr", "gain"}) {
    columns.push_back(figure_column(head));
  }
  columns.push_back(verdict_column());
  if (precision_.applies()) columns.push_back({.header = "precision"});
  if (one_metric()) columns.push_back(prose_column("parameters"));
  return columns;
}

/// `repeat`: the row before is about the same point.
std::vector<io::TableCell> RankingText::change_cells(const RankedPoint& row, std::size_t metric,
                                                     bool repeat) const {
  const Comparison& comparison = row.comparisons[metric];
  const io::MetricColumn& column = question_.metrics[metric].column;
  std::vector<io::TableCell> cells = {repeat ? "" : name(row)};
  if (question_.every_point) {
    cells.emplace_back();
    if (!repeat) cells.back() = row.point.id;
  }
  if (!one_metric()) cells.emplace_back(column.name);
  if (all_metrics()) {
    cells.emplace_back(ranking_.rows.front().values[metric].mean);
    cells.emplace_back(row.values[metric].mean);
  }
  const ChangeText change = change_text(comparison.difference, column.unit);
  const PairingText pairing = pairing_text(comparison.difference);
  cells.emplace_back(change.change);
  cells.emplace_back(change.interval);
  cells.emplace_back(static_cast<std::int64_t>(comparison.difference.n));
  cells.emplace_back(pairing.correlation);
  cells.emplace_back(pairing.gain);
  cells.emplace_back(std::string(name_of(comparison.verdict)));
  if (precision_.applies()) {
    cells.emplace_back(one_metric() ? precision_.of(row, ranking_.workload)
                                    : precision_.of(row, ranking_.workload, column.name));
  }
  if (one_metric()) cells.emplace_back(point_label(view_.results.plan, row.point.id));
  return cells;
}

std::string RankingText::changes() const {
  io::Table table(change_columns());
  const std::size_t begin = one_metric() ? question_.by : 0;
  const std::size_t end = one_metric() ? question_.by + 1 : view_.shown;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.comparisons.empty()) continue;
    for (std::size_t m = begin; m < end; ++m) {
      // Among all metrics there may be whole groups that a workload does not have.
      const bool exists = std::isfinite(row.comparisons[m].difference.mean_difference);
      if (m >= view_.headline && !exists) continue;
      const bool repeat = m > begin && format_ != TableFormat::markdown;
      table.add_row(change_cells(row, m, repeat));
    }
  }
  return table.render(format_);
}

}  // namespace

std::string ranking_text(const RankingView& view, std::size_t ranking, TableFormat format) {
  const PrecisionText precision(view.results.study, view.results.index, view.question);
  const Ranking& shown = view.rankings[ranking];
  std::string text =
      incomplete_lead(view.results, shown.workload,
                      "Means are over what is done, changes over the seeds that both sides have.",
                      format) +
      RankingText(view, shown, precision, format).text() + ranking_notes(view, ranking, format);
  if (precision.applies()) text += remark_text(precision.note(shown.workload), format);
  return text;
}

}  // namespace servesweep::sweep
