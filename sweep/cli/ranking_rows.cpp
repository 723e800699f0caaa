#include "sweep/cli/ranking_rows.h"

#include <functional>

#include "sweep/cli/figure_rows.h"
#include "sweep/cli/precision_text.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

/// A figure of one point in one metric; `comparison` is nullptr for the baseline.
struct Figure {
  const RankingView& view;
  const Ranking& ranking;
  const BestSet& best;
  const RankedPoint& row;
  const RankedMetric& metric;
  const MeanInterval& value;
  const Comparison* comparison;
  const PrecisionText& precision;
};

using Column = FigureColumn<Figure>;

/// A column about the difference: nothing for the baseline.
Column of_difference(const char* name, double (*figure)(const Comparison&)) {
  return {name, [figure](const Figure& f) {
            io::TableCell cell;
            if (f.comparison != nullptr) cell = figure(*f.comparison);
            return cell;
          }};
}

std::vector<Column> identity_columns() {
  return {
      {"workload",
       [](const Figure& f) -> io::TableCell {
         return f.view.results.study.workloads()[static_cast<std::size_t>(f.ranking.workload)].name;
       }},
      {"strategy", [](const Figure& f) -> io::TableCell { return f.row.point.strategy; }},
      {"kind",
       [](const Figure& f) -> io::TableCell {
         return kind_word(f.view.results.study, f.row.point.strategy);
       }},
      {"point", [](const Figure& f) -> io::TableCell { return f.row.point.id; }},
      {"parameters", [](const Figure& f) -> io::TableCell { return f.row.point.parameters; }},
      {"is_baseline", [](const Figure& f) -> io::TableCell { return f.comparison == nullptr; }},
      {"metric", [](const Figure& f) -> io::TableCell { return f.metric.column.name; }},
      {"unit", [](const Figure& f) -> io::TableCell { return f.metric.column.unit; }},
      {"goal", [](const Figure& f) -> io::TableCell { return name_of(f.metric.goal); }},
      {"seeds",
       [](const Figure& f) -> io::TableCell { return static_cast<std::int64_t>(f.value.n); }},
      {"mean", [](const Figure& f) -> io::TableCell { return f.value.mean; }},
      {"mean_half_width", [](const Figure& f) -> io::TableCell { return f.value.half_width; }},
      {"in_best_set",
       [](const Figure& f) -> io::TableCell { return f.best.contains(f.row.point.id); }},
      {"serves_less", [](const Figure& f) -> io::TableCell { return f.row.serves_less; }},
      {"breaks_constraints",
       [](const Figure& f) -> io::TableCell { return f.row.breaks_constraints; }},
      {"failed_seeds", [](const Figure& f) -> io::TableCell {
         return static_cast<std::int64_t>(f.row.failed_seeds);
       }}};
}

std::vector<Column> difference_columns() {
  using C = Comparison;
  return {
      {"pairs",
       [](const Figure& f) {
         io::TableCell cell;
         if (f.comparison != nullptr) {
           cell = static_cast<std::int64_t>(f.comparison->difference.n);
         }
         return cell;
       }},
      of_difference("difference", [](const C& c) { return c.difference.mean_difference; }),
      of_difference("difference_low", [](const C& c) { return c.difference.difference.lower; }),
      of_difference("difference_high", [](const C& c) { return c.difference.difference.upper; }),
      of_difference("relative", [](const C& c) { return c.difference.relative_difference; }),
      of_difference("relative_low", [](const C& c) { return c.difference.relative.lower; }),
      of_difference("relative_high", [](const C& c) { return c.difference.relative.upper; }),
      of_difference("correlation", [](const C& c) { return c.difference.correlation; }),
      of_difference("pairing_gain", [](const C& c) { return c.difference.seeds_gain(); }),
      of_difference("p_value", [](const C& c) { return c.difference.p_value; }),
      of_difference("p_value_holm", [](const C& c) { return c.adjusted_p_value; }),
      {"verdict",
       [](const Figure& f) {
         io::TableCell cell;
         if (f.comparison != nullptr) cell = name_of(f.comparison->verdict);
         return cell;
       }},
      {"precision", [](const Figure& f) {
         io::TableCell cell;
         const std::string word = f.precision.word(f.row, f.ranking.workload, f.metric.column.name);
         if (!word.empty()) cell = word;
         return cell;
       }}};
}

std::vector<Column> all_columns() {
  std::vector<Column> columns = identity_columns();
  for (Column& column : difference_columns()) columns.push_back(std::move(column));
  return columns;
}

void for_each_figure(const RankingView& view, const std::function<void(const Figure&)>& visit) {
  const PrecisionText precision(view.results.study, view.results.index, view.question);
  for (std::size_t i = 0; i < view.rankings.size(); ++i) {
    const Ranking& ranking = view.rankings[i];
    for (const RankedPoint& row : ranking.rows) {
      for (std::size_t m = 0; m < view.shown; ++m) {
        visit({.view = view,
               .ranking = ranking,
               .best = view.best_sets[i],
               .row = row,
               .metric = view.question.metrics[m],
               .value = row.values[m],
               .comparison = row.comparisons.empty() ? nullptr : &row.comparisons[m],
               .precision = precision});
      }
    }
  }
}

io::Value ids_value(const std::vector<std::int64_t>& points) {
  io::Value list = io::Value::list();
  for (const std::int64_t point : points) list.add(io::Value::integer(point));
  return list;
}

/// The set of each workload that cannot be told from the best.
io::Value best_sets_value(const RankingView& view) {
  io::Value list = io::Value::list();
  for (std::size_t i = 0; i < view.rankings.size(); ++i) {
    const BestSet& best = view.best_sets[i];
    io::Value absent = io::Value::list();
    for (const AbsentPoint& one : best.absent) {
      absent.add(io::Value::map()
                     .set("point", io::Value::integer(one.point))
                     .set("why", io::Value::text(name_of(one.why))));
    }
    for (const std::int64_t point : best.serve_less) {
      absent.add(io::Value::map()
                     .set("point", io::Value::integer(point))
                     .set("why", io::Value::text("serves fewer requests")));
    }
    const auto workload = static_cast<std::size_t>(view.rankings[i].workload);
    io::Value object = io::Value::map();
    object.set("workload", io::Value::text(view.results.study.workloads()[workload].name));
    object.set("screened", io::Value::integer(static_cast<std::int64_t>(best.candidates)));
    object.set("seeds", io::Value::integer(static_cast<std::int64_t>(best.seeds)));
    object.set("points", ids_value(best.points));
    object.set("left_out", std::move(absent));
    list.add(std::move(object));
  }
  return list;
}

}  // namespace

io::Table ranking_rows(const RankingView& view) {
  return table_of_figures(all_columns(), [&](const auto& visit) { for_each_figure(view, visit); });
}

io::Value ranking_value(const RankingView& view) {
  io::Value rows =
      list_of_figures(all_columns(), [&](const auto& visit) { for_each_figure(view, visit); });
  std::int64_t done = 0, planned = 0;
  for (const io::PlanRow& run : view.results.index.plan) {
    if (run.workload >= view.question.workloads) continue;
    ++planned;
    if (run.status == io::RunStatus::done) ++done;
  }
  io::Value object = io::Value::map();
  object.set("study", io::Value::text(view.results.study.name()));
  object.set("baseline", io::Value::text(view.question.baseline));
  object.set("by", io::Value::text(view.question.metrics[view.question.by].column.name));
  object.set("confidence", io::Value::number(view.question.confidence));
  object.set("family", io::Value::text(view.question.one_family ? "all" : "metric"));
  object.set("every_point", io::Value::boolean(view.question.every_point));
  object.set("planned_runs", io::Value::integer(planned));
  object.set("done_runs", io::Value::integer(done));
  object.set("best_sets", best_sets_value(view));
  object.set("rows", std::move(rows));
  return object;
}

}  // namespace servesweep::sweep
