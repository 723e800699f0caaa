#include "sweep/report/regimes_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sweep/cli/regimes_sentence.h"
#include "sweep/cli/regimes_tables.h"
#include "sweep/cli/strategy_label.h"
#include "sweep/report/left_out.h"
#include "sweep/report/report_command.h"

namespace servesweep::sweep {
namespace {

constexpr double kUsualDrift = 0.1;  ///< as of the verb

/// Load levels of one workload: "steady" of steady@0.5, steady@0.85.
std::string family_of(const std::string& workload) {
  return workload.substr(0, workload.find('@'));
}

/// The load of a regime: a fraction of saturation, or starts per second.
double load_of(const RegimesView& view, std::size_t regime) {
  const double fraction =
      saturation_fraction(view.results.study, view.workload(view.regimes[regime]).name);
  return std::isfinite(fraction) ? fraction : view.spans[regime].rate_per_s();
}

io::ChartPoint regime_point(const RegimesView& view, std::size_t regime,
                            const MeanInterval& value) {
  io::ChartPoint point{.x = load_of(view, regime),
                       .y = value.mean,
                       .notes = {view.workload(view.regimes[regime]).name}};
  if (std::isfinite(value.half_width)) {
    point.low = value.interval().lower;
    point.high = value.interval().upper;
  }
  return point;
}

/// One metric of all strategies over the levels of one workload.
io::ReportChart level_chart(const RegimesView& view, const std::vector<std::size_t>& levels,
                            std::size_t metric, const std::string& id) {
  const RankedMetric& shown = view.question.ranking.metrics[metric];
  const std::string& unit = shown.column.unit;
  const std::string& name = shown.column.name;
  const std::string family = family_of(view.workload(view.regimes[levels.front()]).name);
  io::ReportChart chart{
      .id = id,
      .title = fmt::format("{} against the load of {}", name, family),
      .summary = fmt::format("{} of each strategy at {} loads.", name, levels.size()),
      .kind = io::ChartKind::line,
      .x_label = view.results.study.loads().of_saturation()
                     ? "load (fraction of the baseline's saturation rate)"
                     : "load (requests/s)",
      .y_label = unit.empty() || unit == "1" ? name : fmt::format("{} ({})", name, unit)};
  std::map<std::string, std::size_t> series_of;
  for (const std::size_t level : levels) {
    for (const RegimeRow& row : view.regimes[level].rows) {
      const MeanInterval& value = row.ranked.values[metric];
      if (!std::isfinite(value.mean)) continue;
      const std::string& strategy = row.ranked.point.strategy;
      const auto [place, is_new] = series_of.try_emplace(strategy, chart.series.size());
      if (is_new) {
        chart.series.push_back(
            {.name = strategy_label(view.results.study, strategy), .points = {}});
      }
      chart.series[place->second].points.push_back(regime_point(view, level, value));
    }
  }
  for (io::ChartSeries& series : chart.series) {
    std::ranges::stable_sort(series.points, {}, &io::ChartPoint::x);
  }
  return chart;
}

/// Workloads with several levels, in the order of the study.
void add_regime_charts(const RegimesView& view, io::ReportSection& section) {
  std::vector<std::pair<std::string, std::vector<std::size_t>>> families;
  for (std::size_t i = 0; i < view.regimes.size(); ++i) {
    const std::string family = family_of(view.workload(view.regimes[i]).name);
    const auto known = std::ranges::find(families, family,
                                         &std::pair<std::string, std::vector<std::size_t>>::first);
    if (known == families.end()) {
      families.push_back({family, {i}});
    } else {
      known->second.push_back(i);
    }
  }
  for (const auto& [family, levels] : families) {
    if (levels.size() < 2) continue;
    for (std::size_t metric = 0; metric < view.question.shown; ++metric) {
      io::ReportChart chart =
          level_chart(view, levels, metric, fmt::format("regimes-{}", section.charts.size()));
      if (!chart.series.empty()) section.charts.push_back(std::move(chart));
    }
  }
}

void add_sentences(const RegimesView& view, io::ReportSection& section) {
  for (const RegimeRow& row : view.regimes.front().rows) {
    if (row.ranked.comparisons.empty()) continue;
    section.paragraphs.push_back(regimes_sentence(view, row.ranked.point.strategy));
  }
  section.paragraphs.push_back(fmt::format(
      "Changes with {:.4g} % intervals over paired seeds; verdicts adjusted by Holm's method over "
      "every point on every workload, so an interval may exclude 0 without one.",
      100 * view.question.ranking.confidence));
}

}  // namespace

io::ReportSection regimes_section(const ReportSubject& subject) {
  Results& results = subject.results;
  const Study& study = results.study;
  const bool has_levels = study.loads().given();
  if (!has_levels && study.workloads().size() < 2) {
    throw LeftOut(
        "The study has one workload and states no loads (loads:), so nothing tells how strategies "
        "fare under light and heavy load; see docs/regimes.md.");
  }
  const RegimesQuestion question =
      regimes_question(study, subject.question.confidence, kUsualDrift);
  for (const std::size_t column : question.ranking.columns()) results.load(column);
  const std::vector<Regime> all = regimes(study, results.index, question, "");
  const std::vector<ArrivalSpan> spans = arrival_spans(study, all, study.seeds().front());
  const RegimesView view{.results = results, .question = question, .regimes = all, .spans = spans};
  io::ReportSection section{.id = "regimes", .title = "At which loads it wins"};
  add_sentences(view, section);
  if (has_levels) {
    add_regime_charts(view, section);
  } else {
    section.paragraphs.emplace_back(
        "The study states no loads (loads:): its workloads differ in more than their rate, so no "
        "chart puts them on one axis.");
  }
  section.tables.push_back({.caption = "Loads", .table = loads_table(view)});
  section.tables.push_back(
      {.caption = "Strategies by workload: the baseline's figures, and changes from them",
       .table = regimes_table(view, true)});
  section.commands.push_back(report_command(subject, "regimes"));
  return section;
}

}  // namespace servesweep::sweep
