#include "sweep/report/distributions_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/table/significant_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/report/empirical_curve.h"
#include "sweep/report/latency_sides.h"
#include "sweep/report/report_command.h"
#include "sweep/values/shown_digits.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostCurvePoints = 200;
constexpr std::array kPercentiles{50.0, 90.0, 99.0};

std::string latency_group_text(const LatencyGroup& group) {
  return fmt::format("{} of {}", group.e2e ? "E2E" : "TTFT",
                     group.class_name.empty() ? "all requests" : "class " + group.class_name);
}

io::ReportChart group_chart(const LatencySides& sides, std::size_t k, const LatencyGroup& group) {
  io::ReportChart chart{
      .id = fmt::format("distribution-{}", k),
      .title = fmt::format("Distribution of {}", latency_group_text(group)),
      .summary = fmt::format("What share of requests had at most a given latency, {} beside {}.",
                             sides[1].name, sides[0].name),
      .kind = io::ChartKind::line,
      .x_label = fmt::format("{} (ms)", group.e2e ? "E2E" : "TTFT"),
      .y_label = "requests (%)",
      .logarithmic_x = true};
  for (const LatencySide& side : sides) {
    io::ChartSeries series{
        .name = side.name,
        .points = empirical_curve(pooled_of(side.latencies[k]), kMostCurvePoints),
        .marked = &side == &sides[1]};
    if (series.points.empty()) continue;
    chart.logarithmic_x = chart.logarithmic_x && series.points.front().x > 0;
    chart.series.push_back(std::move(series));
  }
  return chart;
}

std::string latency_value(double ms) {
  return std::isinf(ms) ? "not served" : io::significant_text(ms, kShownDigits);
}

std::string percentile_text(const PooledPercentile& pooled) {
  return pooled.refused ? "refused" : latency_value(pooled.value_ms);
}

std::string percentile_interval(const PooledPercentile& pooled) {
  if (pooled.refused) return "";
  if (std::isinf(pooled.interval.lower) && pooled.interval.lower < 0) return "unknown";
  return fmt::format("[{}, {}]", latency_value(pooled.interval.lower),
                     latency_value(pooled.interval.upper));
}

std::vector<io::TableCell> side_cells(const LatencySide& side, std::size_t k,
                                      const LatencyGroup& group, double confidence) {
  std::vector<io::TableCell> cells = {
      std::string(group.latency()), group.class_name.empty() ? "all" : group.class_name, side.name};
  std::string interval;
  for (const double percentile : kPercentiles) {
    const LatencyPool pool(side.latencies[k], {.percentile = percentile, .confidence = confidence});
    const PooledPercentile& pooled = pool.pooled();
    if (cells.size() == 3) {
      cells.emplace_back(static_cast<std::int64_t>(pooled.requests));
      cells.emplace_back(static_cast<std::int64_t>(pooled.requests - pooled.served));
    }
    cells.emplace_back(percentile_text(pooled));
    interval = percentile_interval(pooled);
  }
  cells.emplace_back(std::move(interval));
  return cells;
}

io::ReportTable percentiles_table(const LatencySides& sides,
                                  const std::vector<LatencyGroup>& groups, double confidence) {
  std::vector<io::TableColumn> columns = {
      {.header = "latency"}, {.header = "class"}, {.header = "strategy"}};
  for (const char* name : {"requests", "not served", "P50", "P90", "P99", "interval of P99"}) {
    columns.push_back(figure_column(name));
  }
  io::Table table(columns);
  for (std::size_t k = 0; k < groups.size(); ++k) {
    for (const LatencySide& side : sides) {
      if (pooled_of(side.latencies[k]).empty()) continue;
      table.add_row(side_cells(side, k, groups[k], confidence));
    }
  }
  return {.caption = fmt::format("Percentiles over the requests of all seeds, ms, with a {:.4g} % "
                                 "bootstrap interval",
                                 kPercent * confidence),
          .table = std::move(table)};
}

void add_distribution_remarks(const ReportSubject& subject, std::size_t seeds,
                              io::ReportSection& section) {
  section.paragraphs.push_back(fmt::format(
      "The requests of {} of {} common seeds on workload {}, thinned to at most {} points a curve, "
      "the slowest among them. A request that was not served counts as infinitely late: its curve "
      "ends below 100 %.",
      seeds, subject.seeds.size(), subject.workload_name(), kMostCurvePoints));
  section.paragraphs.push_back(fmt::format(
      "Intervals are from resampling whole seeds, as requests of one run depend on each other. A "
      "percentile with less than ten served requests beyond it is refused: P99 needs {}.",
      requests_needed(kPercentiles.back())));
}

}  // namespace

io::ReportSection distributions_section(const ReportSubject& subject) {
  const std::vector<LatencyGroup> groups =
      latency_groups(subject.results.study.workloads()[subject.workload]);
  const LatencySides sides = latency_sides(subject, groups);
  io::ReportSection section{.id = "distributions", .title = "Distribution of latencies"};
  add_distribution_remarks(subject, sides[0].latencies.front().size(), section);
  for (std::size_t k = 0; k < groups.size(); ++k) {
    io::ReportChart chart = group_chart(sides, k, groups[k]);
    if (!chart.series.empty()) section.charts.push_back(std::move(chart));
  }
  section.tables.push_back(percentiles_table(sides, groups, subject.question.confidence));
  std::vector<std::string> words = {"--pooled"};
  const std::string& own = subject.results.study.strategies().front().name();
  if (subject.question.baseline != own) {
    words.insert(words.end(), {"--baseline", subject.question.baseline});
  }
  section.commands.push_back(report_command(subject, "rank", words));
  return section;
}

}  // namespace servesweep::sweep
