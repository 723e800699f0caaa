#include "sweep/cli/claims_rows.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

/// The margins that belong to the effect; those that do not are no numbers.
struct Margins {
  explicit Margins(const Expectation& expected) {
    if (expected.effect == Effect::none) {
      within = expected.within;
    } else if (expected.effect == Effect::value) {
      at_least = expected.range.lower;
      at_most = expected.range.upper;
    } else {
      at_least = expected.at_least;
      at_most = expected.at_most;
    }
  }
  double at_least = kNothing, at_most = kNothing, within = kNothing;
};

/// Whether a column says something of what the strategy is compared with.
bool is_of_comparison(std::string_view name) {
  return name == "than_point" || name == "than_points" || name == "than_mean" ||
         name == "than_workload" || name.starts_with("relative");
}

std::vector<NamedCell> claim_cells(const JudgedClaim& judged) {
  const Claim& claim = judged.claim;
  const Margins margins(claim.expectation);
  return {{"claim", claim.text},
          {"strategy", claim.strategy},
          {"point", judged.strategy.point},
          {"points", count_cell(judged.strategy.points)},
          {"than", claim.than},
          {"than_point", judged.than.point},
          {"than_points", count_cell(judged.than.points)},
          {"workload", claim.workload},
          {"metric", claim.metric},
          {"unit", judged.unit},
          {"goal", name_of(claim.goal)},
          {"effect", name_of(claim.expectation.effect)},
          {"at_least", margins.at_least},
          {"within", margins.within},
          {"at_most", margins.at_most},
          {"role", name_of(claim.role)},
          {"than_workload", claim.than_workload},
          {"parts", fmt::format("{}", fmt::join(claim.parts, " "))},
          {"scale", claim.parts.empty() ? "" : name_of(claim.scale)}};
}

std::vector<NamedCell> finding_cells(const JudgedClaim& judged) {
  const PairedDifference& difference = judged.difference;
  return {{"pairs", count_cell(difference.n)},
          {"mean", difference.baseline_mean + difference.mean_difference},
          {"than_mean", difference.baseline_mean},
          {"difference", difference.mean_difference},
          {"difference_low", difference.difference.lower},
          {"difference_high", difference.difference.upper},
          {"relative", difference.relative_difference},
          {"relative_low", difference.relative.lower},
          {"relative_high", difference.relative.upper},
          {"verdict", name_of(judged.finding)},
          {"reason", judged.reason}};
}

std::vector<NamedCell> cells_of(const JudgedClaim& judged) {
  std::vector<NamedCell> cells = claim_cells(judged);
  for (NamedCell& cell : finding_cells(judged)) cells.push_back(std::move(cell));
  const bool compares = judged.claim.expectation.effect != Effect::value;
  for (auto& [name, cell] : cells) {
    cell = finite_or_nothing(std::move(cell));
    if (!compares && is_of_comparison(name)) cell.emplace<std::monostate>();
  }
  return cells;
}

}  // namespace

io::Table claims_rows(const ClaimsView& view) {
  std::vector<io::TableColumn> columns;
  for (const auto& [name, cell] : cells_of(view.claims.front())) {
    columns.push_back({.header = name});
  }
  io::Table table(columns);
  for (const JudgedClaim& judged : view.claims) {
    std::vector<io::TableCell> row;
    for (auto& [name, cell] : cells_of(judged)) row.push_back(std::move(cell));
    table.add_row(std::move(row));
  }
  return table;
}

io::Value claim_values(const std::vector<JudgedClaim>& claims) {
  io::Value rows = io::Value::list();
  for (const JudgedClaim& judged : claims) {
    io::Value row = io::Value::map();
    for (const auto& [name, cell] : cells_of(judged)) row.set(name, value_of(cell));
    rows.add(std::move(row));
  }
  return rows;
}

io::Value claims_value(const ClaimsView& view) {
  const bool all_held =
      std::all_of(view.claims.begin(), view.claims.end(),
                  [](const JudgedClaim& judged) { return judged.finding == Finding::held; });
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  object.set("confidence", io::Value::number(view.confidence));
  object.set("all_held", io::Value::boolean(all_held));
  return object.set("rows", claim_values(view.claims));
}

}  // namespace servesweep::sweep
