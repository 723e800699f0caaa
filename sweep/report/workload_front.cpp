#include "sweep/report/workload_front.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/front_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostChartPoints = 2000;  ///< of a chart: the front comes first

std::string axis_label(const RankedMetric& metric) {
  const std::string& unit = metric.column.unit;
  return fmt::format("{}{}, {} is better", metric.column.name,
                     unit == "1" ? "" : fmt::format(" ({})", unit),
                     metric.goal == Goal::minimize ? "less" : "more");
}

/// One line for each parameter, so that two points can be compared line by line.
void add_parameters(const Point& point, std::vector<std::string>& notes) {
  std::string label = point.label();
  while (!label.empty()) {
    const std::size_t end = std::min(label.find(' '), label.size());
    notes.push_back(label.substr(0, end));
    label.erase(0, end + 1);
  }
}

/// On every seed, as far as means and half widths tell.
bool have_same_figures(const FrontPoint& a, const FrontPoint& b) {
  return a.row->strategy == b.row->strategy && a.front_share == b.front_share &&
         std::ranges::equal(a.means, b.means, [](const MeanInterval& x, const MeanInterval& y) {
           return x.mean == y.mean && x.half_width == y.half_width && x.n == y.n;
         });
}

}  // namespace

std::vector<std::string> WorkloadFront::notes(const FrontPoint& point) const {
  std::vector<std::string> notes = {
      fmt::format("point: {} {}", point.row->id, point.row->strategy)};
  add_parameters(view_.results.plan.points()[static_cast<std::size_t>(point.row->id)].point, notes);
  for (std::size_t k = 0; k < point.changes.size(); ++k) {
    const ChangeText change = change_text(point.changes[k], panel_.metrics[k].column.unit);
    notes.push_back(fmt::format("{} against the baseline: {} {}", panel_.metrics[k].column.name,
                                change.change, change.interval));
  }
  notes.push_back(fmt::format("on the front: {}, in {:.0f} % of the resamples",
                              point.is_knee    ? "yes, its knee"
                              : point.on_front ? "yes"
                                               : "no",
                              100 * point.front_share));
  if (point.row == front_.panel.baseline) notes.emplace_back("role: baseline");
  return notes;
}

std::size_t WorkloadFront::on_front() const {
  return static_cast<std::size_t>(std::ranges::count(front_.points, true, &FrontPoint::on_front));
}

std::string WorkloadFront::words() const {
  return fmt::format("{} of {} on the front of {}.", on_front(),
                     counted_text(front_.points.size(), "point"), workload_);
}

io::ReportChart WorkloadFront::chart(std::size_t other) const {
  io::ReportChart chart{
      .id = fmt::format("pareto-{}-{}", number_, other),
      .title = fmt::format("{} against {} on {}", panel_.metrics[other].column.name,
                           panel_.metrics.front().column.name, workload_),
      .summary = words() +
                 " Marked points are on the front; point at one for its parameters, or "
                 "choose two to compare them.",
      .kind = io::ChartKind::scatter,
      .x_label = axis_label(panel_.metrics.front()),
      .y_label = axis_label(panel_.metrics[other]),
      .comparable = true};
  std::size_t shown = 0;
  for (const FrontPoint& point : front_.points) {
    if (++shown > kMostChartPoints) break;
    const std::string& strategy = point.row->strategy;
    auto series = std::ranges::find(chart.series, strategy, &io::ChartSeries::name);
    if (series == chart.series.end()) {
      chart.series.push_back({.name = strategy, .points = {}});
      series = chart.series.end() - 1;
    }
    series->points.push_back({.x = point.means.front().mean,
                              .y = point.means[other].mean,
                              .notes = notes(point),
                              .marked = point.on_front});
  }
  std::ranges::sort(chart.series, {}, [&](const io::ChartSeries& series) {
    return std::ranges::find(view_.results.index.strategies, series.name) -
           view_.results.index.strategies.begin();
  });
  if (front_.points.size() > kMostChartPoints) {
    chart.summary += fmt::format(" The first {} points are drawn.", kMostChartPoints);
  }
  return chart;
}

std::string WorkloadFront::parameters(const std::vector<const FrontPoint*>& equal) const {
  std::string text = point_label(view_.results.plan, equal.front()->row->id);
  if (equal.size() == 1) return text;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < equal.size(); ++i) {
    others.push_back(std::to_string(equal[i]->row->id));
  }
  return fmt::format("{} (the same figures: {} {})", text, others.size() == 1 ? "point" : "points",
                     list_text(others));
}

io::ReportTable WorkloadFront::table() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}, figure_column("point")};
  for (std::size_t k = 0; k < panel_.objectives; ++k) {
    columns.push_back(figure_column(panel_.metrics[k].column.name));
  }
  columns.push_back({.header = "front"});
  columns.push_back(figure_column("share"));
  columns.push_back({.header = "parameters"});
  io::Table table(columns);
  std::size_t shown = 0;
  std::vector<std::vector<const FrontPoint*>> rows;
  for (const FrontPoint& point : front_.points) {
    if (!is_shown(point, front_, shown)) continue;
    ++shown;
    const auto equal = std::ranges::find_if(
        rows, [&](const auto& row) { return have_same_figures(*row.front(), point); });
    if (equal == rows.end()) {
      rows.push_back({&point});
    } else {
      equal->push_back(&point);
    }
  }
  for (const std::vector<const FrontPoint*>& row : rows) table.add_row(cells(row));
  return {
      .caption = fmt::format("The front on {}, what may belong to it, and the baseline", workload_),
      .table = std::move(table)};
}

std::vector<io::TableCell> WorkloadFront::cells(const std::vector<const FrontPoint*>& equal) const {
  const FrontPoint& point = *equal.front();
  const bool is_baseline = point.row == front_.panel.baseline;
  std::vector<io::TableCell> cells = {point.row->strategy + (is_baseline ? " (baseline)" : ""),
                                      point.row->id};
  for (const MeanInterval& mean : point.means) cells.emplace_back(mean_text(mean));
  const bool has_knee = std::ranges::any_of(equal, &FrontPoint::is_knee);
  const char* word = point.on_front ? "yes" : "no";
  cells.emplace_back(std::string(has_knee ? "knee" : word));
  cells.emplace_back(fmt::format("{:.0f} %", 100 * point.front_share));
  cells.emplace_back(parameters(equal));
  return cells;
}

}  // namespace servesweep::sweep
