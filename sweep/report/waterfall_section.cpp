#include "sweep/report/waterfall_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/explain_tables.h"
#include "sweep/explanation/figure_words.h"
#include "sweep/explanation/plain_words.h"
#include "sweep/report/subject_explanation.h"

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

bool is_no_part(const PartEffect& part) {
  return part.interval_ms == Interval{0, 0} || !std::isfinite(part.mean_ms);
}

void add_chart(const ExplainView& view, const ExplainedCell& cell, io::ReportSection& section) {
  if (!std::isfinite(cell.difference_ms.mean_difference)) return;
  section.charts.push_back(
      waterfall_chart(view, cell, fmt::format("waterfall-{}", section.charts.size())));
}

void add_columns(const ExplainView& view, const ExplainedColumns& columns,
                 const std::string& caption, io::ReportSection& section) {
  if (columns.cells.empty()) return;
  section.tables.push_back({.caption = caption, .table = parts_table(view, columns)});
}

const char* full_name(LatencyKind kind) {
  return kind == LatencyKind::ttft ? "time to first token" : "end-to-end latency";
}

/// The explained statistic first, then the others of all requests.
void add_all(const ExplainView& view, io::ReportSection& section) {
  const Explanation& explanation = view.explanation;
  add_chart(view, explanation.explained_cell(), section);
  for (const LatencyKind kind : kLatencyKinds) {
    const ExplainedColumns columns = columns_by_statistic(explanation, kind);
    for (const ExplainedCell* cell : columns.cells) {
      const bool is_median = kLatencyStatistics[cell->cell.statistic].percent == 50;
      if (is_median || cell == &explanation.explained_cell()) continue;
      add_chart(view, *cell, section);
    }
    add_columns(view, columns,
                fmt::format("Where the difference in {} comes from, ms, with {:.4g} % intervals "
                            "over seeds",
                            full_name(kind), 100 * explanation.confidence),
                section);
  }
  const LatencyCell& shown = explanation.explained_cell().cell;
  add_columns(view, columns_by_class(explanation),
              fmt::format("The same by class, ms: {}",
                          metric_name({shown.kind, 0, shown.statistic}, explanation.classes)),
              section);
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
      if (!is_no_part(part) && (part.mean_ms > 0) == longer) bars.add_part(part);
    }
  }
  bars.add_whole(view.strategy.name, strategy_ms);
  bars.take(chart);
  return chart;
}

io::ReportSection waterfall_section(const ReportSubject& subject) {
  const ExplainView& view = subject.explanation->of(subject);
  const Explanation& explanation = view.explanation;
  io::ReportSection section{.id = "waterfall", .title = "Where the latency goes"};
  section.paragraphs.push_back(plain_words(explanation, view.strategy.name, view.baseline.name));
  section.paragraphs.push_back(
      fmt::format("Parts are of the same requests under both strategies, simulated again on "
                  "workload {} with {} seeds, and sum to the difference (here to {:.2g} ms). First "
                  "come parts that make the latency longer, then those that make it shorter. * "
                  "marks those that are certain: p-value, adjusted by Holm's method, below {:.4g}.",
                  view.workload, explanation.seeds, explanation.explained_cell().residual_ms,
                  1 - explanation.confidence));
  if (std::max(view.strategy.points, view.baseline.points) > 1) {
    section.paragraphs.emplace_back(
        "The point was chosen on these same seeds, which flatters it: --fresh-seeds 20 explains it "
        "on others.");
  }
  add_all(view, section);
  section.commands.push_back(explain_command(subject));
  return section;
}

}  // namespace servesweep::sweep
