#include "sweep/cli/regimes_rows.h"

#include <functional>

#include "sweep/cli/cell_value.h"
#include "sweep/cli/figure_rows.h"
#include "sweep/cli/search_note.h"

namespace servesweep::sweep {
namespace {

/// One metric of a strategy on a workload.
struct RegimeFigure {
  const RegimesView& view;
  const Regime& regime;
  const ArrivalSpan& span;
  const RegimeRow& row;
  const RankedMetric& metric;
  const MeanInterval& value;
  const Comparison* comparison;  ///< nullptr for the baseline
};

using RegimeColumn = FigureColumn<RegimeFigure>;

/// A column about the difference: nothing for the baseline.
RegimeColumn regime_difference(const char* name, double (*figure)(const Comparison&)) {
  return {name, [figure](const RegimeFigure& f) {
            io::TableCell cell;
            if (f.comparison != nullptr) cell = figure(*f.comparison);
            return cell;
          }};
}

/// A column about the halves of the window: nothing without one.
RegimeColumn of_halves(const char* name, double (*figure)(const PairedDifference&)) {
  return {name, [figure](const RegimeFigure& f) {
            io::TableCell cell;
            if (f.row.halves) cell = figure(*f.row.halves);
            return cell;
          }};
}

std::vector<RegimeColumn> regime_columns() {
  return {
      {"workload",
       [](const RegimeFigure& f) -> io::TableCell { return f.view.workload(f.regime).name; }},
      {"rate_per_s", [](const RegimeFigure& f) -> io::TableCell { return f.span.rate_per_s(); }},
      {"saturation_fraction",
       [](const RegimeFigure& f) -> io::TableCell {
         return saturation_fraction(f.view.results.study, f.view.workload(f.regime).name);
       }},
      {"arrival_s", [](const RegimeFigure& f) -> io::TableCell { return f.span.length_s; }},
      {"terminating",
       [](const RegimeFigure& f) -> io::TableCell {
         return !f.view.workload(f.regime).measure_from_us.has_value();
       }},
      {"measure_from_us",
       [](const RegimeFigure& f) {
         io::TableCell cell;
         const auto& from_us = f.view.workload(f.regime).measure_from_us;
         if (from_us) cell = std::int64_t{*from_us};
         return cell;
       }},
      {"warm_up_fraction",
       [](const RegimeFigure& f) -> io::TableCell { return f.row.warm_up_fraction; }}};
}

std::vector<RegimeColumn> strategy_columns() {
  using engine::Saturation;
  const auto runs_of = [](const char* name, Saturation label) {
    return RegimeColumn{
        name, [label](const RegimeFigure& f) { return count_cell(f.row.labels.of(label)); }};
  };
  return {
      {"strategy",
       [](const RegimeFigure& f) -> io::TableCell { return f.row.ranked.point.strategy; }},
      {"point", [](const RegimeFigure& f) -> io::TableCell { return f.row.ranked.point.id; }},
      {"is_baseline",
       [](const RegimeFigure& f) -> io::TableCell { return f.comparison == nullptr; }},
      {"runs", [](const RegimeFigure& f) { return count_cell(f.row.ranked.seeds); }},
      {"load",
       [](const RegimeFigure& f) {
         io::TableCell cell;
         if (const auto mode = f.row.labels.mode()) cell = engine::name_of(*mode);
         return cell;
       }},
      runs_of("runs_underloaded", Saturation::underloaded),
      runs_of("runs_stable", Saturation::stable),
      runs_of("runs_saturated", Saturation::saturated),
      runs_of("runs_unfinished", Saturation::unfinished),
      {"stationary", [](const RegimeFigure& f) -> io::TableCell { return stationary_word(f.row); }},
      of_halves("drift", [](const PairedDifference& d) { return d.relative_difference; }),
      of_halves("drift_low", [](const PairedDifference& d) { return d.relative.lower; }),
      of_halves("drift_high", [](const PairedDifference& d) { return d.relative.upper; }),
      {"rejected", [](const RegimeFigure& f) -> io::TableCell { return f.row.unserved.rejected; }},
      {"dropped", [](const RegimeFigure& f) -> io::TableCell { return f.row.unserved.dropped; }},
      {"unfinished",
       [](const RegimeFigure& f) -> io::TableCell { return f.row.unserved.unfinished; }},
      {"serves_less",
       [](const RegimeFigure& f) -> io::TableCell { return f.row.ranked.serves_less; }}};
}

std::vector<RegimeColumn> metric_columns() {
  using C = Comparison;
  return {
      {"metric", [](const RegimeFigure& f) -> io::TableCell { return f.metric.column.name; }},
      {"unit", [](const RegimeFigure& f) -> io::TableCell { return f.metric.column.unit; }},
      {"mean", [](const RegimeFigure& f) -> io::TableCell { return f.value.mean; }},
      {"mean_half_width",
       [](const RegimeFigure& f) -> io::TableCell { return f.value.half_width; }},
      {"pairs",
       [](const RegimeFigure& f) {
         io::TableCell cell;
         if (f.comparison != nullptr) cell = count_cell(f.comparison->difference.n);
         return cell;
       }},
      regime_difference("difference", [](const C& c) { return c.difference.mean_difference; }),
      regime_difference("difference_low", [](const C& c) { return c.difference.difference.lower; }),
      regime_difference("difference_high",
                        [](const C& c) { return c.difference.difference.upper; }),
      regime_difference("relative", [](const C& c) { return c.difference.relative_difference; }),
      regime_difference("relative_low", [](const C& c) { return c.difference.relative.lower; }),
      regime_difference("relative_high", [](const C& c) { return c.difference.relative.upper; }),
      regime_difference("p_value", [](const C& c) { return c.difference.p_value; }),
      regime_difference("p_value_holm", [](const C& c) { return c.adjusted_p_value; }),
      {"verdict", [](const RegimeFigure& f) {
         io::TableCell cell;
         if (f.comparison != nullptr) cell = name_of(f.comparison->verdict);
         return cell;
       }}};
}

std::vector<RegimeColumn> regimes_columns() {
  std::vector<RegimeColumn> columns;
  for (const auto& part : {regime_columns(), strategy_columns(), metric_columns()}) {
    columns.insert(columns.end(), part.begin(), part.end());
  }
  return columns;
}

void for_each_regime_figure(const RegimesView& view,
                            const std::function<void(const RegimeFigure&)>& visit) {
  for (std::size_t i = 0; i < view.regimes.size(); ++i) {
    for (const RegimeRow& row : view.regimes[i].rows) {
      for (std::size_t m = 0; m < view.question.shown; ++m) {
        const bool is_baseline = row.ranked.comparisons.empty();
        visit({.view = view,
               .regime = view.regimes[i],
               .span = view.spans[i],
               .row = row,
               .metric = view.question.ranking.metrics[m],
               .value = row.ranked.values[m],
               .comparison = is_baseline ? nullptr : &row.ranked.comparisons[m]});
      }
    }
  }
}

io::Value outcomes_value(const RegimesView& view) {
  io::Value list = io::Value::list();
  for (const Regime& regime : view.regimes) {
    for (const RegimeRow& row : regime.rows) {
      if (row.ranked.comparisons.empty()) continue;
      list.add(io::Value::map()
                   .set("workload", io::Value::text(view.workload(regime).name))
                   .set("strategy", io::Value::text(row.ranked.point.strategy))
                   .set("outcome", io::Value::text(name_of(outcome_of(row)))));
    }
  }
  return list;
}

}  // namespace

io::Table regimes_rows(const RegimesView& view) {
  return table_of_figures(regimes_columns(),
                          [&](const auto& visit) { for_each_regime_figure(view, visit); });
}

io::Value regimes_value(const RegimesView& view) {
  io::Value rows = list_of_figures(regimes_columns(),
                                   [&](const auto& visit) { for_each_regime_figure(view, visit); });
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  if (learns(view.results.study.search().method)) {
    object.set("search_finished", io::Value::boolean(unfinished_search_note(view.results).empty()));
  }
  return object.set("baseline", io::Value::text(view.question.ranking.baseline))
      .set("confidence", io::Value::number(view.question.ranking.confidence))
      .set("drift", io::Value::number(view.question.drift))
      .set("outcomes", outcomes_value(view))
      .set("rows", std::move(rows));
}

}  // namespace servesweep::sweep
