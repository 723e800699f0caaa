#include "sweep/cli/findings_rows.h"

#include <algorithm>
#include <string>
#include <utility>

#include "sweep/cli/cell_value.h"
#include "sweep/cli/claims_rows.h"

namespace servesweep::sweep {
namespace {

using NamedCell = std::pair<const char*, io::TableCell>;

std::vector<NamedCell> cells_of(const JudgedFinding& judged) {
  const JudgedClaim& headline = judged.headline();
  const PairedDifference& difference = headline.difference;
  std::vector<NamedCell> cells = {{"number", judged.finding.number.value_or(0)},
                                  {"study", judged.study},
                                  {"statement", judged.finding.statement},
                                  {"source", judged.finding.source},
                                  {"expected", expected_text(judged)},
                                  {"metric", headline.claim.metric},
                                  {"unit", headline.unit},
                                  {"effect", name_of(headline.claim.expectation.effect)},
                                  {"pairs", static_cast<std::int64_t>(difference.n)},
                                  {"difference", difference.mean_difference},
                                  {"difference_low", difference.difference.lower},
                                  {"difference_high", difference.difference.upper},
                                  {"relative", difference.relative_difference},
                                  {"relative_low", difference.relative.lower},
                                  {"relative_high", difference.relative.upper},
                                  {"verdict", name_of(judged.verdict.agreement)},
                                  {"reason", judged.verdict.reason}};
  for (auto& [name, cell] : cells) cell = finite_or_nothing(std::move(cell));
  if (!judged.finding.number) cells.front().second.emplace<std::monostate>();
  return cells;
}

}  // namespace

io::Table findings_rows(const FindingsView& view) {
  std::vector<io::TableColumn> columns;
  for (const auto& [name, cell] : cells_of(view.findings.front())) {
    columns.push_back({.header = name});
  }
  io::Table table(columns);
  for (const JudgedFinding& judged : view.findings) {
    std::vector<io::TableCell> row;
    for (auto& [name, cell] : cells_of(judged)) row.push_back(std::move(cell));
    table.add_row(std::move(row));
  }
  return table;
}

io::Value findings_value(const FindingsView& view) {
  bool all_held = true;
  io::Value claims = io::Value::list();
  for (const JudgedFinding& judged : view.findings) {
    claims.add(io::Value::map()
                   .set("study", io::Value::text(judged.study))
                   .set("statement", io::Value::text(judged.finding.statement))
                   .set("rows", claim_values(judged.claims)));
    all_held = all_held && std::ranges::all_of(judged.claims, [](const JudgedClaim& claim) {
                 return claim.finding == Finding::held;
               });
  }
  io::Value object = io::Value::map();
  object.set("confidence", io::Value::number(view.confidence));
  object.set("all_held", io::Value::boolean(all_held));
  object.set("simulations", io::Value::integer(static_cast<std::int64_t>(view.simulations)));
  object.set("claims", std::move(claims));
  return object.set("rows", rows_value(findings_rows(view)));
}

}  // namespace servesweep::sweep
