#include "sweep/report/pareto_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/front_question.h"
#include "sweep/cli/front_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/report/left_out.h"
#include "sweep/report/remarks.h"
#include "sweep/submit/shell_word.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostChartPoints = 2000;  ///< of a chart: the front comes first

FrontQuestion subject_front(const ReportSubject& subject) {
  const Study& study = subject.results.study;
  if (study.objectives().size() < 2) {
    throw LeftOut(
        "The study has one objective: with one there is a best, but no trade-off. "
        "servesweep pareto --objectives takes any two metrics.");
  }
  std::vector<RankedMetric> objectives;
  for (const Objective& one : study.objectives()) {
    objectives.push_back(front_metric(study, one.metric, "the study"));
  }
  return front_question(study, std::move(objectives));
}

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

/// The front of one workload.
class WorkloadFront {
 public:
  WorkloadFront(const FrontView& view, std::size_t workload)
      : view_(view),
        panel_(view.question.panel),
        front_(view.fronts[workload]),
        number_(workload),
        workload_(view.results.study.workloads()[workload].name) {}

  [[nodiscard]] io::ReportChart chart(std::size_t other) const;
  [[nodiscard]] io::ReportTable table() const;
  [[nodiscard]] std::string words() const;

 private:
  [[nodiscard]] std::vector<std::string> notes(const FrontPoint& point) const;
  [[nodiscard]] std::string label(const FrontPoint& point) const {
    return point_label(view_.results.plan, point.row->id);
  }
  [[nodiscard]] std::size_t on_front() const {
    return static_cast<std::size_t>(std::ranges::count(front_.points, true, &FrontPoint::on_front));
  }

  const FrontView& view_;
  const PanelQuestion& panel_;
  const Front& front_;
  std::size_t number_;
  const std::string& workload_;
};

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
                              kPercent * point.front_share));
  if (point.row == front_.panel.baseline) notes.emplace_back("role: baseline");
  return notes;
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

io::ReportTable WorkloadFront::table() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}, figure_column("point")};
  for (std::size_t k = 0; k < panel_.objectives; ++k) {
    columns.push_back(figure_column(panel_.metrics[k].column.name));
  }
  columns.push_back({.header = "front"});
  columns.push_back(figure_column("share"));
  columns.push_back({.header = "parameters"});
  io::Table table(columns);
  for (const FrontPoint& point : front_.points) {
    if (!is_shown(point, front_, table.rows())) continue;
    const bool is_baseline = point.row == front_.panel.baseline;
    std::vector<io::TableCell> cells = {point.row->strategy + (is_baseline ? " (baseline)" : ""),
                                        point.row->id};
    for (const MeanInterval& mean : point.means) cells.emplace_back(mean_text(mean));
    const char* word = point.on_front ? "yes" : "no";
    cells.emplace_back(std::string(point.is_knee ? "knee" : word));
    cells.emplace_back(fmt::format("{:.0f} %", kPercent * point.front_share));
    cells.emplace_back(label(point));
    table.add_row(std::move(cells));
  }
  return {
      .caption = fmt::format("The front on {}, what may belong to it, and the baseline", workload_),
      .table = std::move(table)};
}

}  // namespace

io::ReportSection pareto_section(const ReportSubject& subject) {
  FrontQuestion question = subject_front(subject);
  for (const RankedMetric& metric : question.panel.metrics) {
    subject.results.load(metric.position);
  }
  question.panel.baseline = subject.question.baseline;
  std::vector<Front> fronts;
  for (std::size_t i = 0; i < subject.results.study.workloads().size(); ++i) {
    question.panel.workload = static_cast<std::int64_t>(i);
    fronts.push_back(front_of(subject.results.index, question));
  }
  const FrontView view{.results = subject.results, .question = question, .fronts = fronts};
  io::ReportSection section{.id = "pareto", .title = "Trade-offs"};
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    const WorkloadFront one(view, i);
    section.paragraphs.push_back(one.words());
    if (fronts[i].points.empty()) continue;
    for (std::size_t k = 1; k < question.panel.objectives; ++k) {
      section.charts.push_back(one.chart(k));
    }
    section.tables.push_back(one.table());
    for (std::string& remark : remarks_in(front_text(view, i, io::TableFormat::markdown))) {
      section.remarks.push_back(std::move(remark));
    }
  }
  if (!subject.asked.baseline.empty()) {
    section.remarks.emplace_back("servesweep pareto compares with the study's own baseline.");
  }
  section.commands = {"servesweep pareto " + shell_word(subject.asked.folder)};
  return section;
}

}  // namespace servesweep::sweep
