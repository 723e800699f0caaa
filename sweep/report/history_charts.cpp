#include "sweep/report/history_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace servesweep::sweep {

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

}  // namespace servesweep::sweep
