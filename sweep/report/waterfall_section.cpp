#include "sweep/report/waterfall_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sweep/cli/explain_tables.h"
#include "sweep/explanation/plain_words.h"
#include "sweep/report/subject_explanation.h"
#include "sweep/report/waterfall_chart.h"

namespace servesweep::sweep {
namespace {

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
