#include "sweep/cli/policy_rows.h"

#include <limits>

#include "sweep/cli/run_cells.h"
#include "sweep/study/extension_points.h"

namespace servesweep::sweep {
namespace {

using engine::ParameterInfo;
using engine::PolicyInfo;

const char* kind_word(ParameterInfo::Kind kind) {
  switch (kind) {
    case ParameterInfo::Kind::real:
      return "number";
    case ParameterInfo::Kind::integer:
      return "integer";
    case ParameterInfo::Kind::boolean:
      return "boolean";
  }
  return "unknown";
}

std::vector<io::TableCell> policy_cells(const ExtensionPoint& point, const PolicyInfo& policy) {
  return {point.name,    policy.name,     policy.what,       policy.formula,
          policy.source, policy.composed, policy.clairvoyant};
}

void add_parameter(const ParameterInfo& parameter, std::vector<io::TableCell>& cells) {
  cells.emplace_back(parameter.name);
  cells.emplace_back(std::string(kind_word(parameter.kind)));
  cells.push_back(parameter_cell(parameter.fallback));
  const bool is_number = parameter.kind != ParameterInfo::Kind::boolean;
  io::TableCell& lowest = cells.emplace_back();
  if (is_number && parameter.lowest > std::numeric_limits<double>::lowest()) {
    lowest = parameter.lowest;
  }
  io::TableCell& highest = cells.emplace_back();
  if (is_number && parameter.highest < std::numeric_limits<double>::max()) {
    highest = parameter.highest;
  }
  cells.emplace_back(parameter.unit);
  cells.emplace_back(parameter.meaning);
}

}  // namespace

io::Table policy_rows() {
  std::vector<io::TableColumn> columns;
  for (const char* name :
       {"extension_point", "policy", "what", "formula", "source", "takes_scorers", "clairvoyant",
        "parameter", "type", "default", "lowest", "highest", "unit", "meaning"}) {
    columns.push_back({.header = name});
  }
  io::Table table(std::move(columns));
  for (const ExtensionPoint& point : extension_points()) {
    for (const PolicyInfo& policy : point.policies) {
      for (const ParameterInfo& parameter : policy.parameters) {
        std::vector<io::TableCell> cells = policy_cells(point, policy);
        add_parameter(parameter, cells);
        table.add_row(std::move(cells));
      }
      if (!policy.parameters.empty()) continue;
      std::vector<io::TableCell> cells = policy_cells(point, policy);
      cells.resize(table.columns().size());
      table.add_row(std::move(cells));
    }
  }
  return table;
}

}  // namespace servesweep::sweep
