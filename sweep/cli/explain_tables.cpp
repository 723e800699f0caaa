#include "sweep/cli/explain_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "sweep/cli/figure_column.h"
#include "sweep/explanation/figure_words.h"

namespace servesweep::sweep {
namespace {

/// How many requests of all seeds are compared, where one side served others than the other.
template <class AddRow>
void add_counts(const std::vector<const ExplainedCell*>& cells, const AddRow& add_row) {
  const bool differ = std::ranges::any_of(cells, [](const ExplainedCell* cell) {
    return cell->baseline_only + cell->strategy_only > 0;
  });
  if (!differ) return;
  add_row("requests that both served",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.both); });
  add_row("... only the baseline",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.baseline_only); });
  add_row("... only the strategy",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.strategy_only); });
}

void add_metric(const Explanation& explanation, const AblatedMetric& metric, bool repeat,
                io::Table& table) {
  const std::vector<Mechanism>& mechanisms = explanation.ablation.mechanisms;
  const std::string& name = metric.metric.column.name;
  const auto words = [&](const PairedDifference& difference) {
    return relative_words(difference, metric.metric.column.unit);
  };
  const bool shares = metric.effects.all_combinations;
  for (std::size_t i = 0; i < mechanisms.size(); ++i) {
    const MechanismEffect& effect = metric.effects.mechanisms[i];
    table.add_row({i > 0 && !repeat ? "" : name, mechanisms[i].name, words(effect.alone),
                   words(effect.left_out), shares ? words(effect.share) : "-"});
  }
  const std::string again = repeat ? name : "";
  table.add_row(
      {again, "all of them", words(metric.effects.total), "", words(metric.effects.total)});
  if (mechanisms.size() < 2) return;
  table.add_row({again, "beyond the sum of each alone", words(metric.effects.beyond_sum), "", ""});
}

}  // namespace

ExplainedColumns columns_by_statistic(const Explanation& explanation, LatencyKind kind) {
  ExplainedColumns columns;
  for (const ExplainedCell& cell : explanation.cells) {
    if (cell.cell.kind != kind || cell.cell.group != 0) continue;
    columns.cells.push_back(&cell);
    columns.heads.emplace_back(kLatencyStatistics[cell.cell.statistic].name);
  }
  return columns;
}

ExplainedColumns columns_by_class(const Explanation& explanation) {
  const LatencyCell& shown = explanation.explained_cell().cell;
  ExplainedColumns columns;
  for (const ExplainedCell& cell : explanation.cells) {
    if (cell.cell.kind != shown.kind || cell.cell.statistic != shown.statistic) continue;
    if (cell.cell.group == 0) continue;
    columns.cells.push_back(&cell);
    columns.heads.push_back(explanation.classes[cell.cell.group - 1]);
  }
  return columns.cells.size() < 2 ? ExplainedColumns() : columns;
}

io::Table parts_table(const ExplainView& view, const ExplainedColumns& shown) {
  std::vector<io::TableColumn> columns{{.header = "ms"}};
  for (const std::string& head : shown.heads) columns.push_back(figure_column(head));
  io::Table table(columns);
  const auto add_row = [&](const std::string& name, auto text_of) {
    std::vector<io::TableCell> row{name};
    for (const ExplainedCell* cell : shown.cells) row.emplace_back(text_of(*cell));
    table.add_row(std::move(row));
  };
  add_row(view.baseline.name,
          [](const ExplainedCell& cell) { return value_words(cell.difference_ms.baseline_mean); });
  for (std::size_t part = 0; part < kLatencyParts; ++part) {
    const auto is_nothing = [part](const ExplainedCell* cell) {
      return cell->parts[part].interval_ms == Interval{0, 0};
    };
    if (std::ranges::all_of(shown.cells, is_nothing)) continue;
    add_row(kPartNames[part].meaning, [&](const ExplainedCell& cell) {
      const PartEffect& effect = cell.parts[part];
      const bool certain = effect.adjusted_p_value < 1 - view.explanation.confidence;
      return (certain ? "* " : "") + change_words(effect.mean_ms, effect.interval_ms);
    });
  }
  add_row("difference", [](const ExplainedCell& cell) {
    return change_words(cell.difference_ms.mean_difference, cell.difference_ms.difference);
  });
  add_row(view.strategy.name, [](const ExplainedCell& cell) {
    return value_words(cell.difference_ms.baseline_mean + cell.difference_ms.mean_difference);
  });
  add_counts(shown.cells, add_row);
  return table;
}

io::Table mechanisms_table(const Explanation& explanation, bool repeat) {
  io::Table table({{.header = "metric"},
                   {.header = "mechanism"},
                   figure_column("alone"),
                   figure_column("left out"),
                   figure_column("its share")});
  for (const AblatedMetric& metric : explanation.ablation.metrics) {
    add_metric(explanation, metric, repeat, table);
  }
  return table;
}

io::Table interactions_table(const Explanation& explanation) {
  const std::vector<AblatedMetric>& metrics = explanation.ablation.metrics;
  io::Table table({{.header = "metric"},
                   {.header = "interaction"},
                   figure_column("beyond what fewer of them do"),
                   figure_column("p (Holm)")});
  for (const AblatedMetric& metric : metrics) {
    for (const Interaction& one : metric.effects.interactions) {
      const bool certain = one.adjusted_p_value < 1 - explanation.confidence;
      const bool shown = std::popcount(one.mechanisms) == 2 && &metric == &metrics.front();
      if (!certain && !shown) continue;
      if (one.effect.difference == Interval{0, 0}) continue;
      table.add_row({metric.metric.column.name, mechanisms_text(explanation, one.mechanisms),
                     relative_words(one.effect, metric.metric.column.unit), one.adjusted_p_value});
    }
  }
  return table;
}

std::string mechanisms_text(const Explanation& explanation, MechanismSet taken) {
  std::string text;
  for (std::size_t i = 0; i < explanation.ablation.mechanisms.size(); ++i) {
    if ((taken >> i & 1) == 0) continue;
    text += (text.empty() ? "" : " x ") + explanation.ablation.mechanisms[i].name;
  }
  return text;
}

io::Table controls_table(const Explanation& explanation) {
  io::Table table({{.header = "control"},
                   {.header = "must vanish"},
                   figure_column("change"),
                   verdict_column()});
  for (const Control& control : explanation.controls) {
    table.add_row({control.name, control.vanishes,
                   control.applies ? relative_words(control.change, "ms") : "",
                   std::string(control.applies ? name_of(control.finding) : "does not apply")});
  }
  return table;
}

std::vector<std::string> control_remarks(const Explanation& explanation) {
  std::vector<std::string> remarks;
  for (const Control& control : explanation.controls) {
    const bool failed = control.applies && control.finding == Finding::failed;
    remarks.push_back(fmt::format("{}{}: {}{}{}.", failed ? "WARNING: " : "", control.name,
                                  control.applies ? control.setting : "",
                                  control.applies && !control.reason.empty() ? "; " : "",
                                  control.reason));
  }
  return remarks;
}

}  // namespace servesweep::sweep
