#include "sweep/cli/regimes_tables.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/strategy_label.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kServed = RegimesQuestion::kUsual - 1;  ///< the share served: the last column

std::string load_text(const LabelCounts& labels) {
  const auto mode = labels.mode();
  if (!mode) return "-";
  const std::string name = engine::name_of(*mode);
  if (labels.of(*mode) == labels.total()) return name;
  return fmt::format("{} {}/{}", name, labels.of(*mode), labels.total());
}

std::string unserved_text(const Unserved& unserved) {
  std::string text;
  const std::array<std::pair<double, const char*>, 3> parts{{{unserved.rejected, "rejected"},
                                                             {unserved.dropped, "dropped"},
                                                             {unserved.unfinished, "unfinished"}}};
  for (const auto& [count, word] : parts) {
    if (!(count > 0)) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", io::significant_text(count, 4), word);
  }
  return text;
}

/// " better", " worse" or nothing.
std::string regime_verdict(const Comparison& comparison) {
  const Verdict verdict = comparison.verdict;
  if (verdict != Verdict::better && verdict != Verdict::worse) return "";
  return fmt::format(" {}", name_of(verdict));
}

/// Where measuring begins, and why there.
std::string measured_from(const Study& study, const WorkloadFile& workload) {
  const WarmUp& warm_up = study.warm_up();
  const MeasuredWarmUp* const measured = warm_up.measured_of(workload.name);
  if (measured != nullptr && !measured->is_stationary) return "start (no steady state)";
  if (!workload.measure_from_us) return "start (terminating)";
  return io::significant_text(static_cast<double>(*workload.measure_from_us) / kUsPerS, 3) + " s";
}

/// The baseline's mean; others' change, its interval, and a verdict if there is one.
std::string figure_text(const RegimeRow& row, std::size_t metric, const RankedMetric& shown) {
  if (row.ranked.comparisons.empty()) {
    const double mean = row.ranked.values[metric].mean;
    if (!std::isfinite(mean)) return "-";
    const bool has_unit = shown.column.unit == "ms" || shown.column.unit == "s";
    return io::significant_text(mean, 4) + (has_unit ? " " + shown.column.unit : "");
  }
  const Comparison& comparison = row.ranked.comparisons[metric];
  const ChangeText change = change_text(comparison.difference, shown.column.unit);
  std::string text = change.change;
  const bool is_exact = comparison.difference.difference.half_width() == 0;
  if (!change.interval.empty() && !is_exact) text += ' ' + change.interval;
  return text + regime_verdict(comparison);
}

/// The share served, who was not, and a verdict if there is one.
std::string served_text(const RegimeRow& row) {
  const double share = row.ranked.values[kServed].mean;
  if (!std::isfinite(share)) return "-";
  std::string text = io::significant_text(kPercent * share, 4) + " %";
  const std::string unserved = unserved_text(row.unserved);
  if (!unserved.empty()) text += fmt::format(" ({})", unserved);
  if (row.ranked.comparisons.empty()) return text;
  return text + regime_verdict(row.ranked.comparisons[kServed]);
}

/// A strategy on a workload, behind the column of workloads.
void add_regime_strategy(const RegimesView& view, const RegimeRow& row, bool indent,
                         std::vector<io::TableCell>& cells) {
  const std::string name = strategy_label(view.results.study, row.ranked.point.strategy);
  cells.emplace_back(indent ? "  " + name : name);
  cells.emplace_back(load_text(row.labels));
  cells.emplace_back(row.halves ? stationary_word(row) : "-");
  for (std::size_t m = 0; m < view.question.shown; ++m) {
    if (m == kServed) continue;
    cells.emplace_back(figure_text(row, m, view.question.ranking.metrics[m]));
  }
  cells.emplace_back(served_text(row));
}

}  // namespace

io::Table loads_table(const RegimesView& view) {
  io::Table table({{.header = "workload"},
                   figure_column("requests/s"),
                   figure_column("of saturation"),
                   figure_column("arrive for s"),
                   {.header = "measured from"},
                   figure_column("left out %")});
  for (std::size_t i = 0; i < view.regimes.size(); ++i) {
    const Regime& regime = view.regimes[i];
    const WorkloadFile& workload = view.workload(regime);
    const double fraction = saturation_fraction(view.results.study, workload.name);
    io::TableCell of_saturation;
    if (std::isfinite(fraction)) of_saturation = fraction;
    io::TableCell left_out;
    const double share = regime.rows.front().warm_up_fraction;
    if (std::isfinite(share)) left_out = kPercent * share;
    table.add_row({workload.name, view.spans[i].rate_per_s(), of_saturation, view.spans[i].length_s,
                   measured_from(view.results.study, workload), left_out});
  }
  return table;
}

io::Table regimes_table(const RegimesView& view, bool repeat) {
  const std::vector<RankedMetric>& metrics = view.question.ranking.metrics;
  std::vector<io::TableColumn> columns;
  if (repeat) columns.push_back({.header = "workload"});
  for (const char* name : {"strategy", "load", "stationary"}) columns.push_back({.header = name});
  for (std::size_t m = 0; m < view.question.shown; ++m) {
    if (m != kServed) columns.push_back(prose_column(metrics[m].label));
  }
  columns.push_back({.header = metrics[kServed].label});
  io::Table table(columns);
  for (const Regime& regime : view.regimes) {
    const std::string& workload = view.workload(regime).name;
    if (!repeat) {
      std::vector<io::TableCell> cells(columns.size());
      cells.front() = workload;
      table.add_row(std::move(cells));
    }
    for (const RegimeRow& row : regime.rows) {
      std::vector<io::TableCell> cells;
      if (repeat) cells.emplace_back(workload);
      add_regime_strategy(view, row, !repeat, cells);
      table.add_row(std::move(cells));
    }
  }
  return table;
}

}  // namespace servesweep::sweep
