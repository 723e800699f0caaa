#include "sweep/cli/strategy_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/parameter_rows.h"
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

/// "limits: max_running 256; kv: watermark 0.01": what it sets beside policies.
std::string settings_text(const StrategyTemplate& strategy) {
  const io::Document document =
      io::Document::parse(strategy.to_value().yaml(), strategy.facts().name);
  std::vector<std::string> parts;
  for (const auto& [group, said] : settings_of(document)) parts.push_back(group + ": " + said);
  return fmt::format("{}", fmt::join(parts, "; "));
}

/// "order: fcfs, sjf (fcfs); budget: whole 64 to 2048, log (512)": values, scale and default.
std::string parameters_text(const ParameterSpace& space) {
  const auto text = [](const io::TableCell& cell) { return std::get<std::string>(cell); };
  std::vector<std::string> parts;
  const io::Table rows = parameter_rows(space);
  for (const std::vector<io::TableCell>& row : rows.cells()) {
    const std::string scale = text(row[2]);
    parts.push_back(fmt::format("{}: {}{}{} ({})", text(row[0]), text(row[1]),
                                scale.empty() ? "" : ", ", scale, text(row[3])));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
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
  for (const char* name :
       {"settings", "parameters", "free_parameters", "grid_points", "left_out_points"}) {
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
    cells.emplace_back(settings_text(strategy));
    cells.emplace_back(parameters_text(strategy.space()));
    cells.push_back(count_cell(strategy.space().dimensions()));
    cells.push_back(count_cell(strategy.space().grid_size()));
    cells.push_back(count_cell(strategy.space().left_out()));
    table.add_row(std::move(cells));
  }
  return table;
}

}  // namespace servesweep::sweep
