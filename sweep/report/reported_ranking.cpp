#include "sweep/report/reported_ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/pairing_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {

std::string ReportedRanking::name(const RankedPoint& row) const {
  return strategy_label(subject_.results.study, row.point.strategy);
}

io::ReportTable ReportedRanking::means() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  for (const RankedMetric& metric : question_.metrics) {
    columns.push_back(figure_column(metric.column.name));
    if (metric.column.unit != "1") columns.back().unit = metric.column.unit;
  }
  columns.push_back(figure_column("seeds"));
  io::Table table(columns);
  for (const RankedPoint& row : ranking_.rows) {
    std::vector<io::TableCell> cells = {name(row)};
    for (const MeanInterval& value : row.values) {
      cells.emplace_back();
      if (value.n > 0) cells.back() = value.mean;
    }
    cells.emplace_back(static_cast<std::int64_t>(row.seeds));
    table.add_row(std::move(cells));
  }
  return {.caption = fmt::format("Means over seeds on {}, ranked by {}", workload_,
                                 question_.metrics[question_.by].column.name),
          .table = std::move(table)};
}

io::ReportTable ReportedRanking::changes() const {
  io::Table table({{.header = "strategy"},
                   {.header = "metric"},
                   figure_column("change"),
                   figure_column("interval"),
                   figure_column("pairs"),
                   figure_column("corr"),
                   figure_column("gain"),
                   {.header = "verdict"}});
  for (const RankedPoint& row : ranking_.rows) {
    for (std::size_t m = 0; m < row.comparisons.size(); ++m) {
      const Comparison& one = row.comparisons[m];
      const ChangeText change = change_text(one.difference, question_.metrics[m].column.unit);
      const PairingText pairing = pairing_text(one.difference);
      table.add_row({name(row), question_.metrics[m].column.name, change.change, change.interval,
                     static_cast<std::int64_t>(one.difference.n), pairing.correlation, pairing.gain,
                     std::string(name_of(one.verdict))});
    }
  }
  return {.caption = fmt::format("Change from {} on {}, with {:.4g} % interval over paired seeds",
                                 question_.baseline, workload_, 100 * question_.confidence),
          .table = std::move(table)};
}

std::vector<std::string> ReportedRanking::notes(const RankedPoint& row, std::size_t metric) const {
  const io::MetricColumn& column = question_.metrics[metric].column;
  const Comparison& one = row.comparisons[metric];
  std::vector<std::string> notes = {fmt::format("mean: {} {}", mean_text(row.values[metric]),
                                                column.unit == "1" ? "" : column.unit),
                                    fmt::format("pairs: {}", one.difference.n),
                                    fmt::format("verdict: {}", name_of(one.verdict))};
  const std::string parameters = point_label(subject_.results.plan, row.point.id);
  if (!parameters.empty()) notes.push_back(parameters);
  return notes;
}

io::ChartPoint ReportedRanking::point(const RankedPoint& row, std::size_t metric,
                                      std::size_t position) const {
  const Comparison& one = row.comparisons[metric];
  const PairedDifference& change = one.difference;
  io::ChartPoint point{.x = static_cast<double>(position),
                       .y = 100 * change.relative_difference,
                       .notes = notes(row, metric),
                       .marked = one.verdict == Verdict::better || one.verdict == Verdict::worse};
  if (std::isfinite(change.relative.lower) && std::isfinite(change.relative.upper)) {
    point.low = 100 * change.relative.lower;
    point.high = 100 * change.relative.upper;
  }
  return point;
}

io::ReportChart ReportedRanking::chart(std::size_t metric) const {
  const RankedMetric& ranked = question_.metrics[metric];
  const bool down = ranked.goal == Goal::minimize;
  io::ReportChart chart{.id = fmt::format("ranking-{}-{}", ranking_.workload, metric),
                        .title = fmt::format("Change in {} from {} on {}", ranked.column.name,
                                             question_.baseline, workload_),
                        .summary = "",
                        .kind = io::ChartKind::interval,
                        .y_label = fmt::format("change in {} (%), {} is better", ranked.column.name,
                                               down ? "less" : "more"),
                        .series = {{.name = ranked.column.name, .points = {}}}};
  std::vector<std::string> words;
  std::vector<io::ChartPoint>& points = chart.series.front().points;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.comparisons.empty()) continue;
    const PairedDifference& change = row.comparisons[metric].difference;
    if (!std::isfinite(change.relative_difference)) continue;
    points.push_back(point(row, metric, points.size()));
    const ChangeText text = change_text(change, ranked.column.unit);
    words.push_back(fmt::format("{} {} {}", name(row), text.change, text.interval));
    chart.categories.push_back(name(row));
  }
  if (words.empty()) {
    chart.summary = "No change is known.";
    return chart;
  }
  const bool any = std::ranges::any_of(points, &io::ChartPoint::marked);
  chart.summary = fmt::format("{}. {}", fmt::join(words, "; "),
                              any ? "Ringed dots are decided." : "None of it is decided.");
  return chart;
}

}  // namespace servesweep::sweep
