#include "sweep/cli/explain_rows.h"

#include <utility>
#include <vector>

#include "sweep/cli/cell_value.h"
#include "sweep/cli/explain_tables.h"
#include "sweep/explanation/plain_words.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;
using Row = std::vector<NamedCell>;

Row part_row(const Explanation& explanation, const ExplainedCell& cell, const PartEffect& part) {
  const PairedDifference& difference = cell.difference_ms;
  const PartName& name = kPartNames[index_of(part.part)];
  return {{"latency", name_of(cell.cell.kind)},
          {"class", cell.cell.group == 0 ? "all" : explanation.classes[cell.cell.group - 1]},
          {"statistic", kLatencyStatistics[cell.cell.statistic].name},
          {"part", name.name},
          {"meaning", name.meaning},
          {"change_ms", part.mean_ms},
          {"change_low_ms", part.interval_ms.lower},
          {"change_high_ms", part.interval_ms.upper},
          {"p_value", part.p_value},
          {"p_value_holm", part.adjusted_p_value},
          {"baseline_ms", difference.baseline_mean},
          {"difference_ms", difference.mean_difference},
          {"difference_low_ms", difference.difference.lower},
          {"difference_high_ms", difference.difference.upper},
          {"seeds", static_cast<std::int64_t>(difference.n)},
          {"both", cell.both},
          {"baseline_only", cell.baseline_only},
          {"strategy_only", cell.strategy_only}};
}

template <class Visit>
void for_each_part(const Explanation& explanation, const Visit& visit) {
  for (const ExplainedCell& cell : explanation.cells) {
    for (const PartEffect& part : cell.parts) visit(part_row(explanation, cell, part));
  }
}

io::Value map_of(const Row& row) {
  io::Value map = io::Value::map();
  for (const auto& [name, cell] : row) map.set(name, value_of(cell));
  return map;
}

void add_difference(Row& row, const PairedDifference& difference) {
  row.insert(row.end(), {{"baseline", difference.baseline_mean},
                         {"difference", difference.mean_difference},
                         {"difference_low", difference.difference.lower},
                         {"difference_high", difference.difference.upper},
                         {"relative", difference.relative_difference},
                         {"relative_low", difference.relative.lower},
                         {"relative_high", difference.relative.upper},
                         {"p_value", difference.p_value}});
}

/// One row per metric, mechanism and way of switching it.
io::Value effects_value(const Explanation& explanation) {
  io::Value rows = io::Value::list();
  for (const AblatedMetric& metric : explanation.ablation.metrics) {
    const auto add = [&](const std::string& mechanism, const char* effect,
                         const PairedDifference& difference) {
      Row row{{"metric", metric.metric.column.name}, {"mechanism", mechanism}, {"effect", effect}};
      add_difference(row, difference);
      rows.add(map_of(row));
    };
    add("all", "together", metric.effects.total);
    add("all", "beyond_sum", metric.effects.beyond_sum);
    for (std::size_t i = 0; i < metric.effects.mechanisms.size(); ++i) {
      const std::string& name = explanation.ablation.mechanisms[i].name;
      const MechanismEffect& effect = metric.effects.mechanisms[i];
      add(name, "alone", effect.alone);
      add(name, "left_out", effect.left_out);
      if (!metric.effects.all_combinations) continue;
      add(name, "main", effect.main);
      add(name, "share", effect.share);
    }
  }
  return rows;
}

io::Value interactions_value(const Explanation& explanation) {
  io::Value rows = io::Value::list();
  for (const AblatedMetric& metric : explanation.ablation.metrics) {
    for (const Interaction& one : metric.effects.interactions) {
      Row row{{"metric", metric.metric.column.name},
              {"mechanisms", mechanisms_text(explanation, one.mechanisms)}};
      add_difference(row, one.effect);
      row.emplace_back("p_value_holm", one.adjusted_p_value);
      rows.add(map_of(row));
    }
  }
  return rows;
}

io::Value controls_value(const Explanation& explanation) {
  io::Value rows = io::Value::list();
  for (const Control& control : explanation.controls) {
    Row row{{"control", control.name},
            {"setting", control.setting},
            {"vanishes", control.vanishes},
            {"applies", control.applies},
            {"verdict", control.applies ? name_of(control.finding) : ""},
            {"reason", control.reason}};
    if (control.applies) add_difference(row, control.change);
    rows.add(map_of(row));
  }
  return rows;
}

}  // namespace

io::Table explain_rows(const ExplainView& view) {
  std::vector<io::TableColumn> columns;
  const Explanation& explanation = view.explanation;
  const ExplainedCell& first = explanation.cells.front();
  for (const auto& [name, cell] : part_row(explanation, first, first.parts.front())) {
    columns.push_back({.header = name});
  }
  io::Table table(columns);
  for_each_part(explanation, [&](Row row) {
    std::vector<io::TableCell> cells;
    for (auto& [name, cell] : row) cells.push_back(finite_or_nothing(std::move(cell)));
    table.add_row(std::move(cells));
  });
  return table;
}

io::Value explain_value(const ExplainView& view) {
  const Explanation& explanation = view.explanation;
  io::Value mechanisms = io::Value::list(), costs = io::Value::list();
  for (const Mechanism& mechanism : explanation.ablation.mechanisms) {
    mechanisms.add(map_of({{"mechanism", mechanism.name}, {"change", mechanism.change}}));
  }
  for (const MetricChange& cost : explanation.costs) {
    Row row{{"metric", cost.metric.column.name}};
    add_difference(row, cost.change);
    costs.add(map_of(row));
  }
  io::Value object =
      map_of({{"study", view.study},
              {"workload", view.workload},
              {"strategy", view.strategy.name},
              {"point", view.strategy.point},
              {"baseline", view.baseline.name},
              {"baseline_point", view.baseline.point},
              {"metric", explanation.metric},
              {"seeds", static_cast<std::int64_t>(explanation.seeds)},
              {"fresh_seeds", view.fresh_seeds},
              {"confidence", explanation.confidence},
              {"explained", name_of(view.verdict.finding)},
              {"explained_reason", view.verdict.reason},
              {"words", plain_words(explanation, view.strategy.name, view.baseline.name)}});
  object.set("mechanisms", std::move(mechanisms));
  object.set("effects", effects_value(explanation));
  object.set("interactions", interactions_value(explanation));
  object.set("costs", std::move(costs));
  object.set("controls", controls_value(explanation));
  return object.set("rows", rows_value(explain_rows(view)));
}

}  // namespace servesweep::sweep
