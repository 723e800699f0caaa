#include "sweep/report/waterfall_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sweep/explanation/figure_words.h"

namespace servesweep::sweep {
namespace {

/// Builds the bars from left to right.
class Waterfall {
 public:
  Waterfall() {
    foot_.is_foot = true;
    whole_.marked = true;
  }

  void add_whole(const std::string& name, double value_ms) {
    whole_.points.push_back({.x = position(), .y = value_ms});
    categories_.push_back(name);
    level_ms_ = value_ms;
  }

  void add_part(const PartEffect& part) {
    const double before_ms = level_ms_;
    level_ms_ += part.mean_ms;
    foot_.points.push_back({.x = position(), .y = std::min(before_ms, level_ms_)});
    io::ChartSeries& bars = part.mean_ms > 0 ? longer_ : shorter_;
    bars.points.push_back({.x = position(),
                           .y = std::abs(part.mean_ms),
                           .notes = {change_words(part.mean_ms, part.interval_ms) + " ms",
                                     fmt::format("from {} to {} ms", value_words(before_ms),
                                                 value_words(level_ms_))}});
    categories_.emplace_back(kPartNames[index_of(part.part)].meaning);
  }

  void take(io::ReportChart& chart) {
    chart.categories = std::move(categories_);
    chart.series = {std::move(foot_), std::move(whole_), std::move(longer_), std::move(shorter_)};
    std::erase_if(chart.series, [](const io::ChartSeries& one) { return one.points.empty(); });
  }

 private:
  [[nodiscard]] double position() const { return static_cast<double>(categories_.size()); }

  double level_ms_ = 0;
  std::vector<std::string> categories_;
  io::ChartSeries foot_{.name = "below", .points = {}}, whole_{.name = "latency", .points = {}},
      longer_{.name = "makes it longer", .points = {}},
      shorter_{.name = "makes it shorter", .points = {}};
};

bool is_nothing(const PartEffect& part) {
  return part.interval_ms == Interval{0, 0} || !std::isfinite(part.mean_ms);
}

}  // namespace

io::ReportChart waterfall_chart(const ExplainView& view, const ExplainedCell& cell,
                                const std::string& id) {
  const std::string metric = metric_name(cell.cell, view.explanation.classes);
  const PairedDifference& change = cell.difference_ms;
  const double strategy_ms = change.baseline_mean + change.mean_difference;
  io::ReportChart chart{
      .id = id,
      .title = fmt::format("{}: from {} to {}", metric, view.baseline.name, view.strategy.name),
      .summary = fmt::format("From {} ms under {} to {} ms under {}, part by part.",
                             value_words(change.baseline_mean), view.baseline.name,
                             value_words(strategy_ms), view.strategy.name),
      .kind = io::ChartKind::stacked_bar,
      .x_label = "part of the latency",
      .y_label = metric};
  Waterfall bars;
  bars.add_whole(view.baseline.name, change.baseline_mean);
  for (const bool longer : {true, false}) {
    for (const PartEffect& part : cell.parts) {
      if (!is_nothing(part) && (part.mean_ms > 0) == longer) bars.add_part(part);
    }
  }
  bars.add_whole(view.strategy.name, strategy_ms);
  bars.take(chart);
  return chart;
}

}  // namespace servesweep::sweep
