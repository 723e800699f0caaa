#include "sweep/cli/regimes_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/regimes_sentence.h"
#include "sweep/cli/search_note.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

constexpr double kPercent = 100, kUsPerS = 1e6;
constexpr std::size_t kServed = RegimesQuestion::kUsual - 1;  ///< the share served: the last column

/// Text of the regimes of one study.
class RegimesText {
 public:
  RegimesText(const RegimesView& view, TableFormat format)
      : view_(view), ranking_(view.question.ranking), format_(format) {}

  [[nodiscard]] std::string text() const {
    return heading() + loads() + '\n' + strategies() + '\n' + sentences() + '\n' + notes();
  }

 private:
  [[nodiscard]] bool markdown() const { return format_ == TableFormat::markdown; }
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string seeds_text() const;
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string loads() const;
  [[nodiscard]] std::string strategies() const;
  [[nodiscard]] std::string sentences() const;
  [[nodiscard]] std::string notes() const;

  [[nodiscard]] std::string window_text(const WorkloadFile& workload) const;
  [[nodiscard]] std::string figure_text(const RegimeRow& row, std::size_t metric) const;
  [[nodiscard]] std::string served_text(const RegimeRow& row) const;

  const RegimesView& view_;
  const RankingQuestion& ranking_;
  TableFormat format_;
};

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
std::string verdict_text(const Comparison& comparison) {
  const Verdict verdict = comparison.verdict;
  if (verdict != Verdict::better && verdict != Verdict::worse) return "";
  return fmt::format(" {}", name_of(verdict));
}

/// As the rows have them: "10 seeds", "10 to 37 seeds".
std::string RegimesText::seeds_text() const {
  std::size_t least = std::numeric_limits<std::size_t>::max(), most = 0;
  for (const Regime& regime : view_.regimes) {
    for (const RegimeRow& row : regime.rows) {
      least = std::min(least, row.ranked.planned_seeds);
      most = std::max(most, row.ranked.planned_seeds);
    }
  }
  if (least == most) return counted_text(most, "seed");
  return fmt::format("{} to {} seeds", least, most);
}

std::string RegimesText::heading() const {
  const Study& study = view_.results.study;
  const std::string text =
      fmt::format("Study {}: {}, {}, against {}", study.name(),
                  counted_text(view_.regimes.size(), "workload"), seeds_text(), ranking_.baseline);
  return (markdown() ? "### " + text : text) + "\n\n";
}

/// Where measuring begins, and why there.
std::string RegimesText::window_text(const WorkloadFile& workload) const {
  const WarmUp& warm_up = view_.results.study.warm_up();
  const MeasuredWarmUp* const measured = warm_up.measured_of(workload.name);
  if (measured != nullptr && !measured->is_stationary) return "start (no steady state)";
  if (!workload.measure_from_us) return "start (terminating)";
  return io::significant_text(static_cast<double>(*workload.measure_from_us) / kUsPerS, 3) + " s";
}

std::string RegimesText::loads() const {
  io::Table table({{.header = "workload"},
                   figure_column("requests/s"),
                   figure_column("of saturation"),
                   figure_column("arrive for s"),
                   {.header = "measured from"},
                   figure_column("left out %")});
  for (std::size_t i = 0; i < view_.regimes.size(); ++i) {
    const Regime& regime = view_.regimes[i];
    const WorkloadFile& workload = view_.workload(regime);
    const double fraction = saturation_fraction(view_.results.study, workload.name);
    io::TableCell of_saturation;
    if (std::isfinite(fraction)) of_saturation = fraction;
    io::TableCell left_out;
    const double share = regime.rows.front().warm_up_fraction;
    if (std::isfinite(share)) left_out = kPercent * share;
    table.add_row({workload.name, view_.spans[i].rate_per_s(), of_saturation,
                   view_.spans[i].length_s, window_text(workload), left_out});
  }
  return table.render(format_);
}

/// The baseline's mean; others' change, its interval, and a verdict if there is one.
std::string RegimesText::figure_text(const RegimeRow& row, std::size_t metric) const {
  const RankedMetric& shown = ranking_.metrics[metric];
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
  return text + verdict_text(comparison);
}

/// The share served, who was not, and a verdict if there is one.
std::string RegimesText::served_text(const RegimeRow& row) const {
  const double share = row.ranked.values[kServed].mean;
  if (!std::isfinite(share)) return "-";
  std::string text = io::significant_text(kPercent * share, 4) + " %";
  const std::string unserved = unserved_text(row.unserved);
  if (!unserved.empty()) text += fmt::format(" ({})", unserved);
  if (row.ranked.comparisons.empty()) return text;
  return text + verdict_text(row.ranked.comparisons[kServed]);
}

/// In text a workload has a line of its own, which keeps the table narrow.
std::string RegimesText::strategies() const {
  std::vector<io::TableColumn> columns;
  if (markdown()) columns.push_back({.header = "workload"});
  columns.push_back({.header = "strategy"});
  columns.push_back({.header = "load"});
  columns.push_back({.header = "stationary"});
  for (std::size_t m = 0; m < view_.question.shown; ++m) {
    if (m != kServed) columns.push_back(prose_column(ranking_.metrics[m].label));
  }
  columns.push_back({.header = ranking_.metrics[kServed].label});
  io::Table table(columns);
  for (const Regime& regime : view_.regimes) {
    const std::string& workload = view_.workload(regime).name;
    if (!markdown()) {
      std::vector<io::TableCell> cells(columns.size());
      cells.front() = workload;
      table.add_row(std::move(cells));
    }
    for (const RegimeRow& row : regime.rows) {
      std::vector<io::TableCell> cells;
      if (markdown()) cells.emplace_back(workload);
      const std::string name = strategy_label(view_.results.study, row.ranked.point.strategy);
      cells.emplace_back(markdown() ? name : "  " + name);
      cells.emplace_back(load_text(row.labels));
      cells.emplace_back(row.halves ? stationary_word(row) : "-");
      for (std::size_t m = 0; m < view_.question.shown; ++m) {
        if (m != kServed) cells.emplace_back(figure_text(row, m));
      }
      cells.emplace_back(served_text(row));
      table.add_row(std::move(cells));
    }
  }
  return table.render(format_);
}

std::string RegimesText::sentences() const {
  std::string text;
  for (const RegimeRow& row : view_.regimes.front().rows) {
    if (!row.ranked.comparisons.empty())
      text += line(regimes_sentence(view_, row.ranked.point.strategy));
  }
  return text;
}

std::string RegimesText::notes() const {
  const std::size_t comparisons = view_.regimes.front().family;
  std::size_t planned = 0, done = 0;
  bool chosen = false, sheds = false, windows = false;
  for (const Regime& regime : view_.regimes) {
    for (const RegimeRow& row : regime.rows) {
      chosen = chosen || (row.ranked.points > 1);
      sheds = sheds || row.ranked.serves_less;
      windows = windows || row.halves.has_value();
      planned += row.ranked.planned_seeds;
      done += row.ranked.seeds;
    }
  }
  std::string text = line(fmt::format(
      "Changes with {:.4g} % intervals over paired seeds. Verdicts: paired t-test at {:.4g} %, "
      "adjusted by Holm\nfor {} per metric (every point, shown or not, on every workload), so an "
      "interval may exclude 0 without\none. Wins: better in something, worse in nothing, as far as "
      "can be told.",
      kPercent * ranking_.confidence, kPercent * (1 - ranking_.confidence),
      counted_text(comparisons, "comparison")));
  if (windows) {
    text += line(fmt::format(
        "Stationary: mean TTFT of the second half of the window within {:.4g} % of the first's.\n"
        "Rates of such a window are of what completes while load arrives.",
        kPercent * view_.question.drift));
  }
  if (sheds) {
    text += line(
        "Who serves fewer requests than the baseline is better in goodput at most: other figures "
        "are of the requests\nthat it did serve. The unserved, in brackets per run, count as "
        "missed in "
        "goodput.");
  }
  if (chosen) {
    text += line(
        "Strategies with several points are shown at the best one of each workload, "
        "chosen on these same seeds,\nwhich flatters them.");
  }
  if (done < planned) {
    text += line(fmt::format("Incomplete: {} of {} runs are done.", done, planned));
  }
  const std::string search = unfinished_search_note(view_.results);
  if (!search.empty()) text += line(search);
  return text;
}

}  // namespace

std::string regimes_text(const RegimesView& view, TableFormat format) {
  return RegimesText(view, format).text();
}

}  // namespace servesweep::sweep
