#include "sweep/report/ranking_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/cli/ranking_notes.h"
#include "sweep/cli/strategy_label.h"
#include "sweep/report/remarks.h"
#include "sweep/submit/shell_word.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// The tables and charts of one workload.
class RankingPart {
 public:
  RankingPart(const ReportSubject& subject, const Ranking& ranking)
      : subject_(subject),
        question_(subject.question),
        ranking_(ranking),
        workload_(
            subject.results.study.workloads()[static_cast<std::size_t>(ranking.workload)].name) {}

  [[nodiscard]] io::ReportTable means() const;
  [[nodiscard]] io::ReportTable changes() const;
  [[nodiscard]] io::ReportChart chart(std::size_t metric) const;

 private:
  [[nodiscard]] std::string name(const RankedPoint& row) const {
    return strategy_label(subject_.results.study, row.point.strategy);
  }
  [[nodiscard]] std::vector<std::string> notes(const RankedPoint& row, std::size_t metric) const;

  const ReportSubject& subject_;
  const RankingQuestion& question_;
  const Ranking& ranking_;
  const std::string& workload_;
};

io::ReportTable RankingPart::means() const {
  std::vector<io::TableColumn> columns = {{.header = "strategy"}};
  for (const RankedMetric& metric : question_.metrics) {
    columns.push_back(figure_column(metric.label));
    if (metric.column.unit != "1") columns.back().unit = metric.column.unit;
  }
  columns.push_back(figure_column("seeds"));
  io::Table table(columns);
  for (const RankedPoint& row : ranking_.rows) {
    std::vector<io::TableCell> cells = {name(row)};
    for (const MeanInterval& value : row.values) {
      cells.emplace_back();
      if (value.n > 0) cells.back() = value.mean;
    }
    cells.emplace_back(static_cast<std::int64_t>(row.seeds));
    table.add_row(std::move(cells));
  }
  return {.caption = fmt::format("Means over seeds on {}, ranked by {}", workload_,
                                 question_.metrics[question_.by].column.name),
          .table = std::move(table)};
}

io::ReportTable RankingPart::changes() const {
  io::Table table({{.header = "strategy"},
                   {.header = "metric"},
                   figure_column("change"),
                   figure_column("interval"),
                   figure_column("pairs"),
                   {.header = "verdict"}});
  for (const RankedPoint& row : ranking_.rows) {
    for (std::size_t m = 0; m < row.comparisons.size(); ++m) {
      const Comparison& one = row.comparisons[m];
      const ChangeText change = change_text(one.difference, question_.metrics[m].column.unit);
      table.add_row({name(row), question_.metrics[m].column.name, change.change, change.interval,
                     static_cast<std::int64_t>(one.difference.n),
                     std::string(name_of(one.verdict))});
    }
  }
  return {.caption = fmt::format("Change from {} on {}, with {:.4g} % interval over paired seeds",
                                 question_.baseline, workload_, kPercent * question_.confidence),
          .table = std::move(table)};
}

std::vector<std::string> RankingPart::notes(const RankedPoint& row, std::size_t metric) const {
  const io::MetricColumn& column = question_.metrics[metric].column;
  const Comparison& one = row.comparisons[metric];
  std::vector<std::string> notes = {fmt::format("mean: {} {}", mean_text(row.values[metric]),
                                                column.unit == "1" ? "" : column.unit),
                                    fmt::format("pairs: {}", one.difference.n),
                                    fmt::format("verdict: {}", name_of(one.verdict))};
  const std::string parameters = point_label(subject_.results.plan, row.point.id);
  if (!parameters.empty()) notes.push_back(parameters);
  return notes;
}

io::ReportChart RankingPart::chart(std::size_t metric) const {
  const RankedMetric& ranked = question_.metrics[metric];
  const bool down = ranked.goal == Goal::minimize;
  io::ReportChart chart{.id = fmt::format("ranking-{}-{}", ranking_.workload, metric),
                        .title = fmt::format("Change in {} from {} on {}", ranked.column.name,
                                             question_.baseline, workload_),
                        .summary = "",
                        .kind = io::ChartKind::interval,
                        .y_label = fmt::format("change in {} (%), {} is better", ranked.column.name,
                                               down ? "less" : "more"),
                        .series = {{.name = ranked.column.name, .points = {}}}};
  std::string words;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.comparisons.empty()) continue;
    const PairedDifference& change = row.comparisons[metric].difference;
    if (!std::isfinite(change.relative_difference)) continue;
    io::ChartPoint point{.x = static_cast<double>(chart.categories.size()),
                         .y = kPercent * change.relative_difference,
                         .notes = notes(row, metric),
                         .marked = row.comparisons[metric].verdict == Verdict::better ||
                                   row.comparisons[metric].verdict == Verdict::worse};
    if (std::isfinite(change.relative.lower) && std::isfinite(change.relative.upper)) {
      point.low = kPercent * change.relative.lower;
      point.high = kPercent * change.relative.upper;
    }
    const ChangeText text = change_text(change, ranked.column.unit);
    words +=
        fmt::format("{}{} {} {}", words.empty() ? "" : "; ", name(row), text.change, text.interval);
    chart.categories.push_back(name(row));
    chart.series.front().points.push_back(std::move(point));
  }
  chart.summary = words.empty() ? "No change is known." : words + ". Ringed dots are decided.";
  return chart;
}

bool is_objective(const Study& study, const RankedMetric& metric) {
  return std::ranges::count(study.objectives(), metric.column.name, &Objective::metric) > 0;
}

}  // namespace

io::ReportSection ranking_section(const ReportSubject& subject) {
  io::ReportSection section{.id = "ranking", .title = "Ranking"};
  const RankingView view{.results = subject.results,
                         .question = subject.question,
                         .rankings = subject.rankings,
                         .best_sets = subject.best_sets,
                         .headline = subject.question.metrics.size(),
                         .shown = subject.question.metrics.size()};
  for (std::size_t i = 0; i < subject.rankings.size(); ++i) {
    const RankingPart one(subject, subject.rankings[i]);
    for (std::size_t m = 0; m < subject.question.metrics.size(); ++m) {
      const RankedMetric& metric = subject.question.metrics[m];
      if (!is_objective(subject.results.study, metric)) continue;
      io::ReportChart chart = one.chart(m);
      if (!chart.categories.empty()) section.charts.push_back(std::move(chart));
    }
    section.tables.push_back(one.means());
    section.tables.push_back(one.changes());
    for (std::string& remark : remarks_in(ranking_notes(view, i, io::TableFormat::markdown))) {
      section.remarks.push_back(
          subject.rankings.size() == 1
              ? std::move(remark)
              : fmt::format("{}: {}", subject.results.study.workloads()[i].name, remark));
    }
  }
  const std::string against =
      subject.asked.baseline.empty() ? "" : " --baseline " + shell_word(subject.asked.baseline);
  section.commands = {"servesweep rank " + shell_word(subject.asked.folder) + against};
  return section;
}

}  // namespace servesweep::sweep
