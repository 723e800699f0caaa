#include "sweep/report/sensitivity_section.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/problem.h"
#include "sweep/cli/folder_sensitivity.h"
#include "sweep/cli/sensitivity_tables.h"
#include "sweep/cli/sensitivity_text.h"
#include "sweep/report/left_out.h"
#include "sweep/report/report_command.h"
#include "sweep/sensitivity/characterised.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

io::ChartPoint factor_point(std::size_t position, const Estimate& estimate, double factor) {
  io::ChartPoint point{.x = static_cast<double>(position), .y = factor * estimate.value};
  if (std::isfinite(estimate.interval.lower) && std::isfinite(estimate.interval.upper)) {
    point.low = factor * estimate.interval.lower;
    point.high = factor * estimate.interval.upper;
  }
  return point;
}

void add_report(const ReportSubject& subject, const SensitivityReport& report,
                io::ReportSection& section) {
  const Study& study = subject.results.study;
  const SensitivityView view{
      .study = study.name(), .baseline = study.strategies().front().name(), .report = report};
  std::string text;
  for (const std::string& remark : sensitivity_remarks(view)) {
    text += ' ' + remark;
    if (!remark.ends_with('.')) text += '.';
  }
  if (is_refused(report)) {
    section.paragraphs.push_back(fmt::format("{}, {}:{}", report.strategy, report.metric, text));
    return;
  }
  section.charts.push_back(
      importance_chart(report, fmt::format("sensitivity-{}", section.charts.size())));
  section.tables.push_back({.caption = fmt::format("{}: how much each parameter matters for {}.{}",
                                                   report.strategy, report.metric, text),
                            .table = importance_table(report),
                            .choice = report.metric});
  section.tables.push_back({.caption = fmt::format("{}: where each parameter is good for {}",
                                                   report.strategy, report.metric),
                            .table = range_table(report),
                            .choice = report.metric});
}

/// A strategy that cannot be analysed does not keep the others from the page.
void add_strategy_factors(const ReportSubject& subject, const SensitivityQuestion& question,
                          io::ReportSection& section) {
  try {
    for (const SensitivityReport& report : folder_sensitivity(subject.results, question)) {
      add_report(subject, report, section);
    }
  } catch (const engine::Problem& problem) {
    const StrategyTemplate& strategy = subject.results.study.strategies()[question.strategy];
    section.paragraphs.push_back(
        fmt::format("{} cannot be analysed: {}", strategy.name(), problem.what()));
  }
}

}  // namespace

io::ReportChart importance_chart(const SensitivityReport& report, const std::string& id) {
  const bool morris = report.method == SensitivityMethod::morris;
  io::ReportChart chart{
      .id = id,
      .title = fmt::format("What {} of {} depends on", report.metric, report.strategy),
      .summary = fmt::format("How much each parameter of {} matters for {}, most first.",
                             report.strategy, report.metric),
      .kind = io::ChartKind::interval,
      .x_label = "parameter",
      .y_label = morris ? "mu* (mean size of the effect)" : "share of the variance",
      .choice = report.metric};
  io::ChartSeries main{.name = morris ? "mu*" : "total", .points = {}, .marked = true};
  io::ChartSeries first{.name = "first", .points = {}};
  const double factor = morris && report.is_relative ? kPercent : 1;
  for (const FactorSensitivity* one : factors_by_weight(report)) {
    const std::size_t position = chart.categories.size();
    chart.categories.push_back(one->factor.name);
    main.points.push_back(factor_point(position, morris ? one->magnitude : one->total, factor));
    main.points.back().notes = {name_of(one->importance)};
    if (!morris) first.points.push_back(factor_point(position, one->first, factor));
  }
  chart.series.push_back(std::move(main));
  if (!morris) chart.series.push_back(std::move(first));
  return chart;
}

io::ReportSection sensitivity_section(const ReportSubject& subject) {
  const Study& study = subject.results.study;
  const std::vector<std::size_t> strategies = strategies_with_factors(study);
  if (strategies.empty()) {
    throw LeftOut(
        "No strategy of the study has a free parameter, so there is nothing to be sensitive to.");
  }
  io::ReportSection section{
      .id = "sensitivity", .title = "Which parameters matter", .choice = "objective"};
  section.paragraphs.push_back(
      fmt::format("On what each objective depends on workload {}, by a model of the points that "
                  "the folder holds.",
                  subject.workload_name()));
  SensitivityQuestion question{.method = SensitivityMethod::surrogate,
                               .workload = subject.workload,
                               .metrics = {},
                               .seeds = study.seeds(),
                               .confidence = subject.question.confidence,
                               .threads = subject.asked.threads};
  for (const Objective& one : study.objectives()) question.metrics.push_back(one.metric);
  for (const std::size_t strategy : strategies) {
    question.strategy = strategy;
    add_strategy_factors(subject, question, section);
  }
  for (const std::string& metric : question.metrics) {
    section.commands.push_back(report_command(
        subject, "sensitivity", {"--metric", metric, "--workload", subject.workload_name()}));
  }
  return section;
}

}  // namespace servesweep::sweep
