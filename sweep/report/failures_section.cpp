#include "sweep/report/failures_section.h"

#include <fmt/format.h>

#include "sweep/cli/figure_column.h"
#include "sweep/report/report_command.h"
#include "sweep/run/failure_tally.h"

namespace servesweep::sweep {
namespace {

/// What became of the different simulations of one strategy, or of all.
struct Outcomes {
  std::size_t runs = 0, missing = 0;
  FailureTally failures;
};

std::vector<Outcomes> outcomes_by_strategy(const Results& results) {
  std::vector<Outcomes> all(results.study.strategies().size());
  for (const RunId run : results.plan.distinct_runs()) {
    const PlannedRun& planned = results.plan.runs()[run.index()];
    Outcomes& one = all[results.plan.points()[planned.point.index()].strategy];
    ++one.runs;
    const io::RunStatus status = results.index.plan[run.index()].status;
    if (status == io::RunStatus::missing) ++one.missing;
    if (status != io::RunStatus::failed) continue;
    const auto why = results.index.failures.find(run.index());
    const std::string reason = why == results.index.failures.end() ? "" : why->second;
    one.failures.add(run.value(), RunFailure::read(reason));
  }
  return all;
}

Outcomes sum_of(const Results& results, const std::vector<Outcomes>& strategies) {
  Outcomes sum;
  for (const Outcomes& one : strategies) {
    sum.runs += one.runs;
    sum.missing += one.missing;
  }
  for (const auto& [row, reason] : results.index.failures) {
    const bool distinct = results.plan.runs()[row].same_as.index() == row;
    if (distinct) sum.failures.add(static_cast<std::int64_t>(row), RunFailure::read(reason));
  }
  return sum;
}

io::ReportTable kinds_table(const Results& results, const FailureTally& failures) {
  io::Table table({{.header = "kind"},
                   {.header = "runs", .alignment = io::Alignment::right},
                   {.header = "for example"},
                   {.header = "its reason"}});
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const auto kind = static_cast<FailureKind>(i);
    if (failures.of(kind) == 0) continue;
    const RunId first(static_cast<std::int32_t>(failures.first_run(kind)));
    table.add_row({std::string(name_of(kind)), static_cast<std::int64_t>(failures.of(kind)),
                   results.plan.label(first), failures.first_reason(kind)});
  }
  return {.caption = "Failed simulations by kind", .table = std::move(table)};
}

io::ReportTable strategies_table(const Results& results, const std::vector<Outcomes>& strategies) {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  for (const char* name : {"planned", "failed", "not done yet"}) {
    columns.push_back({.header = name, .alignment = io::Alignment::right});
  }
  columns.push_back({.header = "kinds"});
  io::Table table(columns);
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    const Outcomes& one = strategies[i];
    table.add_row({results.study.strategies()[i].name(), static_cast<std::int64_t>(one.runs),
                   static_cast<std::int64_t>(one.failures.total()),
                   static_cast<std::int64_t>(one.missing), one.failures.text()});
  }
  return {.caption = "Failed simulations by strategy", .table = std::move(table)};
}

io::ReportChart strategies_chart(const Results& results, const std::vector<Outcomes>& strategies) {
  io::ReportChart chart{.id = "failures-by-strategy",
                        .title = "Failed simulations of each strategy",
                        .summary = "How many simulations of each strategy failed, by kind.",
                        .kind = io::ChartKind::stacked_bar,
                        .x_label = "strategy",
                        .y_label = "simulations"};
  for (const StrategyTemplate& one : results.study.strategies()) {
    chart.categories.push_back(one.name());
  }
  for (std::size_t k = 0; k < kFailureKinds; ++k) {
    const auto kind = static_cast<FailureKind>(k);
    io::ChartSeries series{.name = name_of(kind), .points = {}};
    std::size_t sum = 0;
    for (std::size_t i = 0; i < strategies.size(); ++i) {
      const std::size_t count = strategies[i].failures.of(kind);
      sum += count;
      series.points.push_back({.x = static_cast<double>(i), .y = static_cast<double>(count)});
    }
    if (sum > 0) chart.series.push_back(std::move(series));
  }
  return chart;
}

}  // namespace

io::ReportSection failures_section(const ReportSubject& subject) {
  const Results& results = subject.results;
  const std::vector<Outcomes> strategies = outcomes_by_strategy(results);
  const Outcomes all = sum_of(results, strategies);
  const std::size_t failed = all.failures.total();
  io::ReportSection section{.id = "failures", .title = "Failures"};
  const std::string how_many = failed == 0 ? "None" : fmt::format("{}", failed);
  section.paragraphs.push_back(
      fmt::format("{} of {} different simulations failed.", how_many, all.runs));
  if (all.missing > 0) {
    section.paragraphs.push_back(fmt::format(
        "{} are not done yet: figures of this report are of what is there.", all.missing));
  }
  if (failed > 0) {
    section.paragraphs.emplace_back(
        "Means of the strategies concerned are of the runs that went well, which may flatter "
        "them.");
    section.charts.push_back(strategies_chart(results, strategies));
    section.tables.push_back(kinds_table(results, all.failures));
    section.tables.push_back(strategies_table(results, strategies));
  }
  section.commands.push_back(report_command(subject, "status"));
  return section;
}

}  // namespace servesweep::sweep
