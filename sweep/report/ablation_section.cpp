#include "sweep/report/ablation_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/cli/explain_tables.h"
#include "sweep/explanation/figure_words.h"
#include "sweep/report/subject_explanation.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

bool has_ratio(const PairedDifference& one) {
  return std::isfinite(one.relative_difference) && std::isfinite(one.relative.lower) &&
         std::isfinite(one.relative.upper);
}

/// Whether everything that a chart shows can be put as a share of the baseline.
bool all_have_ratios(const FactorialEffects& effects) {
  const auto of_mechanism = [&](const MechanismEffect& one) {
    return has_ratio(one.alone) && has_ratio(one.left_out) &&
           (!effects.all_combinations || has_ratio(one.share));
  };
  return has_ratio(effects.total) && std::ranges::all_of(effects.mechanisms, of_mechanism);
}

io::ChartPoint effect_point(std::size_t position, const PairedDifference& one, bool relative,
                            const std::string& unit) {
  const double factor = relative ? kPercent : 1;
  const Interval& interval = relative ? one.relative : one.difference;
  io::ChartPoint point{.x = static_cast<double>(position),
                       .y = factor * (relative ? one.relative_difference : one.mean_difference),
                       .notes = {relative_words(one, unit)}};
  if (std::isfinite(interval.lower) && std::isfinite(interval.upper)) {
    point.low = factor * interval.lower;
    point.high = factor * interval.upper;
  }
  return point;
}

void add_metrics(const ExplainView& view, io::ReportSection& section) {
  const Explanation& explanation = view.explanation;
  for (const AblatedMetric& metric : explanation.ablation.metrics) {
    section.charts.push_back(
        ablation_chart(explanation, metric, fmt::format("ablation-{}", section.charts.size())));
  }
  section.tables.push_back(
      {.caption = fmt::format("What its mechanisms do, relative to {}", view.baseline.name),
       .table = mechanisms_table(explanation, true)});
  io::Table interactions = interactions_table(explanation);
  if (interactions.rows() == 0) return;
  section.tables.push_back(
      {.caption = fmt::format("Interactions: all pairs in {}, and what else is certain",
                              explanation.metric),
       .table = std::move(interactions)});
}

void add_controls(const Explanation& explanation, io::ReportSection& section) {
  section.tables.push_back(
      {.caption = "Negative controls: held if the change is within 2 % for certain",
       .table = controls_table(explanation)});
  for (std::string& remark : control_remarks(explanation)) {
    section.paragraphs.push_back("Control " + std::move(remark));
  }
}

}  // namespace

io::ReportChart ablation_chart(const Explanation& explanation, const AblatedMetric& metric,
                               const std::string& id) {
  const FactorialEffects& effects = metric.effects;
  const std::string& unit = metric.metric.column.unit;
  const bool relative = all_have_ratios(effects);
  io::ReportChart chart{
      .id = id,
      .title = fmt::format("What the mechanisms do to {}", metric.metric.column.name),
      .summary = fmt::format("All mechanisms together change {} by {}.", metric.metric.column.name,
                             relative_words(effects.total, unit)),
      .kind = io::ChartKind::interval,
      .x_label = "mechanism",
      .y_label = relative ? "change (% of the baseline)" : fmt::format("change ({})", unit),
      .choice = metric.metric.column.name};
  for (const Mechanism& one : explanation.ablation.mechanisms) chart.categories.push_back(one.name);
  io::ChartSeries share{.name = "its share", .points = {}, .marked = true};
  io::ChartSeries alone{.name = "alone", .points = {}};
  io::ChartSeries left_out{.name = "left out", .points = {}};
  for (std::size_t i = 0; i < effects.mechanisms.size(); ++i) {
    const MechanismEffect& one = effects.mechanisms[i];
    if (effects.all_combinations)
      share.points.push_back(effect_point(i, one.share, relative, unit));
    alone.points.push_back(effect_point(i, one.alone, relative, unit));
    left_out.points.push_back(effect_point(i, one.left_out, relative, unit));
  }
  share.points.push_back(effect_point(chart.categories.size(), effects.total, relative, unit));
  chart.categories.emplace_back("all of them");
  chart.series = {std::move(share), std::move(alone), std::move(left_out)};
  return chart;
}

io::ReportSection ablation_section(const ReportSubject& subject) {
  const ExplainView& view = subject.explanation->of(subject);
  const Explanation& explanation = view.explanation;
  const std::vector<Mechanism>& mechanisms = explanation.ablation.mechanisms;
  io::ReportSection section{
      .id = "ablation", .title = "Which mechanisms do it", .choice = "metric"};
  const char* explained = view.verdict.finding == Finding::held     ? "yes"
                          : view.verdict.finding == Finding::failed ? "no"
                                                                    : "undecided";
  section.paragraphs.push_back(
      fmt::format("Mechanistically explained: {} ({}).", explained, view.verdict.reason));
  if (mechanisms.empty()) {
    section.paragraphs.push_back(
        fmt::format("{} and {} are the same scenario: no mechanism "
                    "differs.",
                    view.strategy.name, view.baseline.name));
  } else {
    section.paragraphs.push_back(fmt::format(
        "{} differs from {} in {}. Each was switched by itself on {} seeds. Alone: the baseline "
        "with this mechanism; left out: the strategy without it; its share: averaged over all "
        "orders of adding them, so that shares sum to the whole.",
        view.strategy.name, view.baseline.name,
        mechanisms.size() == 1 ? "one mechanism" : fmt::format("{} mechanisms", mechanisms.size()),
        explanation.seeds));
    for (const Mechanism& one : mechanisms) {
      section.paragraphs.push_back(fmt::format("{} = {}", one.name, one.change));
    }
    add_metrics(view, section);
  }
  add_controls(explanation, section);
  section.commands.push_back(explain_command(subject));
  return section;
}

}  // namespace servesweep::sweep
