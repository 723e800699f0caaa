#include "sweep/cli/claims_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;

io::TableCell count(std::size_t number) {
  return static_cast<std::int64_t>(number);
}

/// The margin that belongs to the effect; the other is an empty cell.
io::TableCell margin(const Expectation& expected, bool of_none) {
  io::TableCell cell;
  if ((expected.effect == Effect::none) == of_none) {
    cell = of_none ? expected.within : expected.at_least;
  }
  return cell;
}

std::vector<NamedCell> claim_cells(const JudgedClaim& judged) {
  const Claim& claim = judged.claim;
  return {{"claim", claim.text},
          {"strategy", claim.strategy},
          {"point", judged.strategy.point},
          {"points", count(judged.strategy.points)},
          {"than", claim.than},
          {"than_point", judged.than.point},
          {"than_points", count(judged.than.points)},
          {"workload", claim.workload},
          {"metric", claim.metric},
          {"unit", judged.unit},
          {"goal", name_of(claim.goal)},
          {"effect", name_of(claim.expectation.effect)},
          {"at_least", margin(claim.expectation, false)},
          {"within", margin(claim.expectation, true)}};
}

std::vector<NamedCell> finding_cells(const JudgedClaim& judged) {
  const PairedDifference& difference = judged.difference;
  return {{"pairs", count(difference.n)},
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
  for (auto& [name, cell] : cells) cell = finite_or_nothing(std::move(cell));
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

io::Value claims_value(const ClaimsView& view) {
  io::Value rows = io::Value::list();
  for (const JudgedClaim& judged : view.claims) {
    io::Value row = io::Value::map();
    for (const auto& [name, cell] : cells_of(judged)) row.set(name, value_of(cell));
    rows.add(std::move(row));
  }
  const bool all_held =
      std::all_of(view.claims.begin(), view.claims.end(),
                  [](const JudgedClaim& judged) { return judged.finding == Finding::held; });
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  object.set("confidence", io::Value::number(view.confidence));
  object.set("all_held", io::Value::boolean(all_held));
  return object.set("rows", std::move(rows));
}

}  // namespace servesweep::sweep
