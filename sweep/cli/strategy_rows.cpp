#include "sweep/cli/strategy_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/strategy_page.h"
#include "sweep/study/extension_points.h"

namespace servesweep::sweep {
namespace {

void add_policies(const StrategyTemplate& strategy, std::vector<io::TableCell>& cells) {
  const engine::Scenario defaults;
  const io::Document document =
      io::Document::parse(strategy.to_value().yaml(), strategy.facts().name);
  const io::Document policies = document.at("policies");
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field == nullptr) continue;
    const auto policy = policies.is_map() ? policies.find(point.name) : std::nullopt;
    cells.emplace_back(policy ? policy_text(*policy, point.name) : (defaults.*point.field).policy);
  }
}

}  // namespace

io::Table strategy_rows(const std::vector<StrategyTemplate>& strategies) {
  std::vector<io::TableColumn> columns;
  for (const char* name : {"strategy", "claim", "kind", "opportunities", "source", "hook"}) {
    columns.push_back({.header = name});
  }
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field != nullptr) columns.push_back({.header = point.name});
  }
  for (const char* name : {"free_parameters", "grid_points", "left_out_points"}) {
    columns.push_back({.header = name});
  }
  io::Table table(std::move(columns));
  for (const StrategyTemplate& strategy : strategies) {
    const StrategyFacts& facts = strategy.facts();
    std::vector<io::TableCell> cells = {
        facts.name,
        facts.claim,
        facts.kind ? std::string(name_of(*facts.kind)) : std::string(),
        fmt::format("{}", fmt::join(facts.opportunities, ", ")),
        facts.source,
        facts.hook};
    add_policies(strategy, cells);
    cells.push_back(count_cell(strategy.space().dimensions()));
    cells.push_back(count_cell(strategy.space().grid_size()));
    cells.push_back(count_cell(strategy.space().left_out()));
    table.add_row(std::move(cells));
  }
  return table;
}

}  // namespace servesweep::sweep
