#include "sweep/cli/criteria_rows.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

using NamedCells = std::vector<std::pair<std::string, io::TableCell>>;

/// A figure and its interval: relative for a change, else as it is; nothing if there is none.
struct MeasuredEffect {
  std::string kind;
  io::TableCell value, low, high;
};

MeasuredEffect effect_of(const Measured& measured) {
  MeasuredEffect effect;
  switch (measured.kind) {
    case Measured::Kind::change:
      effect = {.kind = "change",
                .value = measured.change.relative_difference,
                .low = measured.change.relative.lower,
                .high = measured.change.relative.upper};
      break;
    case Measured::Kind::value:
    case Measured::Kind::share:
      effect = {.kind = measured.kind == Measured::Kind::value ? "value" : "share",
                .value = measured.value,
                .low = measured.interval.lower,
                .high = measured.interval.upper};
      break;
    case Measured::Kind::words:
      effect.kind = "words";
      effect.value = measured.words;
      break;
    case Measured::Kind::nothing:
      break;
  }
  return effect;
}

void add_effect(NamedCells& cells, const std::string& prefix, const Measured& measured) {
  MeasuredEffect effect = effect_of(measured);
  cells.emplace_back(prefix, std::move(effect.value));
  cells.emplace_back(prefix + "_low", std::move(effect.low));
  cells.emplace_back(prefix + "_high", std::move(effect.high));
}

void add_identity(NamedCells& cells, const CriteriaView& view, const CriteriaCase& one) {
  const Study& study = view.results.study;
  cells.emplace_back("workload", one.workload);
  cells.emplace_back("chosen_on_workload", study.workloads()[one.home].name);
  cells.emplace_back("fresh_seeds", one.is_fresh);
  cells.emplace_back("strategy", one.point.point.strategy);
  cells.emplace_back("point", one.point.point.id);
  cells.emplace_back("points", static_cast<std::int64_t>(one.point.points));
  cells.emplace_back("parameters", one.point.point.parameters);
  cells.emplace_back("baseline", view.report.baseline);
}

void add_change(NamedCells& cells, const Measured& measured) {
  const bool is_change = measured.kind == Measured::Kind::change;
  const auto add = [&](const char* name, double value) {
    io::TableCell cell;
    if (is_change) cell = value;
    cells.emplace_back(name, std::move(cell));
  };
  const PairedDifference& change = measured.change;
  add("strategy_mean", change.baseline_mean + change.mean_difference);
  add("compared_mean", change.baseline_mean);
  add("difference", change.mean_difference);
  add("difference_low", change.difference.lower);
  add("difference_high", change.difference.upper);
}

/// All criteria together, which have no figure.
JudgedCriterion all_together(const CriteriaCase& one) {
  return {.finding = one.finding, .doubt = one.all};
}

struct CriterionRow {
  const CriteriaView& view;
  const CriteriaCase& one;
  std::size_t criterion = 0;  ///< their number: all together

  [[nodiscard]] bool is_all() const { return criterion == view.report.criteria.size(); }
};

void add_criterion(NamedCells& cells, const CriterionRow& row) {
  const auto& criteria = row.view.report.criteria;
  cells.emplace_back("criterion", row.is_all() ? "all" : criteria[row.criterion].name);
  cells.emplace_back("wanted",
                     row.is_all() ? "all that are not beside" : criteria[row.criterion].text());
  cells.emplace_back("beside", !row.is_all() && criteria[row.criterion].beside);
}

void add_bound(NamedCells& cells, const CriterionRow& row) {
  const auto bound = row.is_all() ? std::optional<BoundFigure>() : row.one.bounds[row.criterion];
  cells.emplace_back("bound_strategy", bound ? bound->strategy : "");
  add_effect(cells, "bound_effect", bound ? bound->measured : Measured());
}

NamedCells cells_of(const CriterionRow& row, const JudgedCriterion& judged) {
  NamedCells cells;
  add_identity(cells, row.view, row.one);
  add_criterion(cells, row);
  cells.emplace_back("verdict", verdict_word(judged.finding));
  cells.emplace_back("metric", judged.measured.metric);
  cells.emplace_back("effect_kind", effect_of(judged.measured).kind);
  add_effect(cells, "effect", judged.measured);
  add_change(cells, judged.measured);
  const bool has_choice = !row.is_all() && !row.one.chosen_on.empty();
  add_effect(cells, "chosen_on_effect",
             has_choice ? row.one.chosen_on[row.criterion].measured : Measured());
  cells.emplace_back("chosen_on_seeds",
                     has_choice
                         ? static_cast<std::int64_t>(row.one.chosen_on[row.criterion].seeds.size())
                         : std::int64_t{0});
  add_bound(cells, row);
  cells.emplace_back("seeds", static_cast<std::int64_t>(judged.seeds.size()));
  cells.emplace_back("held_seeds", static_cast<std::int64_t>(judged.held_seeds()));
  cells.emplace_back("p_value", judged.doubt.not_so);
  cells.emplace_back("p_value_holm",
                     row.is_all() ? row.one.adjusted_all : row.one.adjusted[row.criterion]);
  cells.emplace_back("p_value_of_failure", judged.doubt.so);
  cells.emplace_back("reason", judged.reason);
  for (auto& [name, cell] : cells) cell = finite_or_nothing(std::move(cell));
  return cells;
}

void for_each_row(const CriteriaView& view,
                  const std::function<void(const CriterionRow&, const JudgedCriterion&)>& visit) {
  for (const CriteriaCase& one : view.report.cases) {
    if (!view.shows(one)) continue;
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      visit({.view = view, .one = one, .criterion = i}, one.judged[i]);
    }
    visit({.view = view, .one = one, .criterion = one.judged.size()}, all_together(one));
  }
}

}  // namespace

io::Table criteria_rows(const CriteriaView& view) {
  std::set<std::uint64_t> seeds;
  for (const CriteriaCase& one : view.report.cases)
    seeds.insert(one.seeds.begin(), one.seeds.end());
  std::vector<io::TableColumn> columns;
  std::vector<std::vector<io::TableCell>> rows;
  for_each_row(view, [&](const CriterionRow& row, const JudgedCriterion& judged) {
    std::vector<io::TableCell> cells;
    const bool is_first = columns.empty();
    for (auto& [name, cell] : cells_of(row, judged)) {
      if (is_first) columns.push_back({.header = name});
      cells.push_back(std::move(cell));
    }
    std::map<std::uint64_t, bool> marks;
    for (const SeedMark& mark : judged.seeds) marks.emplace(mark.seed, mark.held);
    for (const std::uint64_t seed : seeds) {
      if (is_first) columns.push_back({.header = "seed_" + std::to_string(seed)});
      cells.emplace_back();
      const auto mark = marks.find(seed);
      if (mark != marks.end()) cells.back() = mark->second;
    }
    rows.push_back(std::move(cells));
  });
  io::Table table(columns);
  for (std::vector<io::TableCell>& row : rows) table.add_row(std::move(row));
  return table;
}

io::Value criteria_value(const CriteriaView& view) {
  io::Value criteria = io::Value::list();
  for (const Criterion& one : view.report.criteria) criteria.add(one.to_value());
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  object.set("baseline", io::Value::text(view.report.baseline));
  object.set("confidence", io::Value::number(view.report.confidence));
  object.set("criteria", std::move(criteria));
  return object.set("rows", rows_value(criteria_rows(view)));
}

}  // namespace servesweep::sweep
