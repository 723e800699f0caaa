#include "sweep/cli/pooled_rows.h"

#include <array>
#include <cmath>

#include "sweep/cli/cell_value.h"

namespace servesweep::sweep {
namespace {

constexpr std::array<const char*, 26> kColumns = {"workload",
                                                  "strategy",
                                                  "point",
                                                  "parameters",
                                                  "is_baseline",
                                                  "latency",
                                                  "class",
                                                  "percentile",
                                                  "status",
                                                  "seeds",
                                                  "requests",
                                                  "served",
                                                  "needed",
                                                  "pooled_ms",
                                                  "pooled_low_ms",
                                                  "pooled_high_ms",
                                                  "per_seed_mean_ms",
                                                  "per_seed_half_width_ms",
                                                  "pairs",
                                                  "difference_ms",
                                                  "difference_low_ms",
                                                  "difference_high_ms",
                                                  "relative",
                                                  "relative_low",
                                                  "relative_high",
                                                  "not_served"};

/// Appends cells; what says nothing is empty.
class RowCells {
 public:
  void add(io::TableCell cell) { cells_.push_back(finite_or_nothing(std::move(cell))); }
  void add_if(bool says_something, double number) {
    cells_.emplace_back();
    if (says_something && std::isfinite(number)) cells_.back() = number;
  }
  [[nodiscard]] std::vector<io::TableCell> take() { return std::move(cells_); }

 private:
  std::vector<io::TableCell> cells_;
};

void add_pooled_difference(RowCells& cells, const std::optional<PooledDifference>& difference) {
  const PooledDifference d = difference.value_or(PooledDifference{});
  const bool known = difference.has_value();
  cells.add(known ? count_cell(d.pairs) : io::TableCell());
  cells.add_if(known, d.difference_ms);
  cells.add_if(known, d.interval.lower);
  cells.add_if(known, d.interval.upper);
  cells.add_if(known, d.relative);
  cells.add_if(known, d.relative_interval.lower);
  cells.add_if(known, d.relative_interval.upper);
}

std::vector<io::TableCell> cells_of(const RankingView& ranking, const PooledView& view,
                                    const PooledRow& row) {
  const PooledPercentile& p = row.pooled;
  const auto workload = static_cast<std::size_t>(row.workload);
  RowCells cells;
  cells.add(ranking.results.study.workloads()[workload].name);
  cells.add(row.row->point.strategy);
  cells.add(row.row->point.id);
  cells.add(row.row->point.parameters);
  cells.add(row.row->comparisons.empty());
  cells.add(row.latency);
  cells.add(row.slo_class.empty() ? "all" : row.slo_class);
  cells.add(view.question.percentile);
  cells.add(std::string(status_of(p)));
  cells.add(count_cell(p.seeds));
  cells.add(count_cell(p.requests));
  cells.add(count_cell(p.served));
  cells.add(count_cell(requests_needed(view.question.percentile)));
  cells.add_if(!p.refused, p.value_ms);
  cells.add_if(!p.refused, p.interval.lower);
  cells.add_if(!p.refused, p.interval.upper);
  cells.add_if(!p.refused, p.per_seed.mean);
  cells.add_if(!p.refused, p.per_seed.half_width);
  add_pooled_difference(cells, row.difference);
  const double missed = static_cast<double>(p.requests - p.served);
  cells.add_if(p.requests > 0, missed / static_cast<double>(p.requests));
  return cells.take();
}

}  // namespace

const char* status_of(const PooledPercentile& pooled) {
  if (pooled.refused) return "too few requests";
  return std::isinf(pooled.value_ms) ? "not served" : "ok";
}

io::Table pooled_rows(const RankingView& ranking, const PooledView& pooled) {
  std::vector<io::TableColumn> heads;
  for (const char* name : kColumns) heads.push_back({.header = name});
  io::Table table(heads);
  for (const PooledRow& row : pooled.rows) table.add_row(cells_of(ranking, pooled, row));
  return table;
}

io::Value pooled_value(const RankingView& ranking, const PooledView& pooled) {
  io::Value rows = io::Value::list();
  for (const PooledRow& one : pooled.rows) {
    const std::vector<io::TableCell> cells = cells_of(ranking, pooled, one);
    io::Value row = io::Value::map();
    for (std::size_t i = 0; i < kColumns.size(); ++i) row.set(kColumns[i], value_of(cells[i]));
    rows.add(std::move(row));
  }
  io::Value object = io::Value::map();
  object.set("percentile", io::Value::number(pooled.question.percentile));
  object.set("confidence", io::Value::number(pooled.question.confidence));
  object.set("resamples", io::Value::integer(SeedResamples::kUsual));
  object.set("interval", io::Value::text("expanded percentile, seeds resampled"));
  object.set("rows", std::move(rows));
  return object;
}

}  // namespace servesweep::sweep
