#include "sweep/cli/explain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "sweep/cli/figure_column.h"
#include "sweep/explanation/figure_words.h"
#include "sweep/explanation/plain_words.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

constexpr std::size_t kLineLength = 100;

/// Breaks a paragraph into lines.
std::string wrapped(const std::string& text) {
  std::string lines;
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::size_t word = end - at;
    if (length > 0 && length + 1 + word > kLineLength) {
      lines += '\n';
      length = 0;
    } else if (length > 0) {
      lines += ' ';
      ++length;
    }
    lines += text.substr(at, word);
    length += word;
    at = end + 1;
  }
  return lines + '\n';
}

std::string side_text(const ExplainedSide& side) {
  return side.point.empty() ? side.name : fmt::format("{} ({})", side.name, side.point);
}

/// Text of one explanation.
class ExplainText {
 public:
  ExplainText(const ExplainView& view, TableFormat format)
      : view_(view), e_(view.explanation), format_(format) {}

  [[nodiscard]] std::string text() const {
    std::string text = heading();
    for (const LatencyKind kind : kLatencyKinds) text += parts_by_statistic(kind);
    return text + parts_by_class() + mechanisms() + interactions() + controls() + notes();
  }

 private:
  [[nodiscard]] bool markdown() const { return format_ == TableFormat::markdown; }
  [[nodiscard]] std::string paragraph(const std::string& text) const {
    return markdown() ? text + '\n' : wrapped(text);
  }
  [[nodiscard]] std::string line(const std::string& text) const {
    return markdown() ? "- " + text + '\n' : wrapped(text);
  }
  [[nodiscard]] std::string title(const std::string& text) const {
    return (markdown() ? "\n### " + text : '\n' + text) + "\n\n";
  }
  [[nodiscard]] std::string percent() const { return fmt::format("{:.4g} %", 100 * e_.confidence); }

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string parts_table(const std::vector<const ExplainedCell*>& cells,
                                        const std::vector<std::string>& heads) const;
  [[nodiscard]] std::string parts_by_statistic(LatencyKind kind) const;
  [[nodiscard]] std::string parts_by_class() const;
  [[nodiscard]] std::string set_text(MechanismSet taken) const;
  [[nodiscard]] std::string mechanisms() const;
  [[nodiscard]] std::string interactions() const;
  [[nodiscard]] std::string controls() const;
  [[nodiscard]] std::string notes() const;

  const ExplainView& view_;
  const Explanation& e_;
  TableFormat format_;
};

std::string ExplainText::heading() const {
  const std::string verdict = view_.verdict.finding == Finding::held     ? "yes"
                              : view_.verdict.finding == Finding::failed ? "no"
                                                                         : "undecided";
  const std::string what =
      fmt::format("Study {}, workload {}: why {} differs from {}", view_.study, view_.workload,
                  side_text(view_.strategy), side_text(view_.baseline));
  return (markdown() ? "### " + what + '\n' : wrapped(what)) + '\n' +
         paragraph(plain_words(e_, view_.strategy.name, view_.baseline.name)) + '\n' +
         paragraph(
             fmt::format("Mechanistically explained: {} ({}).", verdict, view_.verdict.reason));
}

/// How many requests of all seeds are compared, where one side served others than the other.
template <class AddRow>
void add_counts(const std::vector<const ExplainedCell*>& cells, const AddRow& add_row) {
  const bool differ = std::ranges::any_of(cells, [](const ExplainedCell* cell) {
    return cell->baseline_only + cell->strategy_only > 0;
  });
  if (!differ) return;
  add_row("requests that both served",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.both); });
  add_row("... only the baseline",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.baseline_only); });
  add_row("... only the strategy",
          [](const ExplainedCell& cell) { return fmt::format("{}", cell.strategy_only); });
}

/// One row per part that is not 0 in all of these cells.
std::string ExplainText::parts_table(const std::vector<const ExplainedCell*>& cells,
                                     const std::vector<std::string>& heads) const {
  std::vector<io::TableColumn> columns{{.header = "ms"}};
  for (const std::string& head : heads) columns.push_back(figure_column(head));
  io::Table table(columns);
  const auto add_row = [&](const std::string& name, auto text_of) {
    std::vector<io::TableCell> row{name};
    for (const ExplainedCell* cell : cells) row.emplace_back(text_of(*cell));
    table.add_row(std::move(row));
  };
  add_row(view_.baseline.name,
          [](const ExplainedCell& cell) { return value_words(cell.difference_ms.baseline_mean); });
  for (std::size_t part = 0; part < kLatencyParts; ++part) {
    const auto is_nothing = [part](const ExplainedCell* cell) {
      return cell->parts[part].interval_ms == Interval{0, 0};
    };
    if (std::ranges::all_of(cells, is_nothing)) continue;
    add_row(kPartNames[part].meaning, [&](const ExplainedCell& cell) {
      const PartEffect& effect = cell.parts[part];
      const bool certain = effect.adjusted_p_value < 1 - e_.confidence;
      return (certain ? "* " : "") + change_words(effect.mean_ms, effect.interval_ms);
    });
  }
  add_row("difference", [](const ExplainedCell& cell) {
    return change_words(cell.difference_ms.mean_difference, cell.difference_ms.difference);
  });
  add_row(view_.strategy.name, [](const ExplainedCell& cell) {
    return value_words(cell.difference_ms.baseline_mean + cell.difference_ms.mean_difference);
  });
  add_counts(cells, add_row);
  return table.render(format_);
}

std::string ExplainText::parts_by_statistic(LatencyKind kind) const {
  std::vector<const ExplainedCell*> cells;
  std::vector<std::string> heads;
  for (const ExplainedCell& cell : e_.cells) {
    if (cell.cell.kind != kind || cell.cell.group != 0) continue;
    cells.push_back(&cell);
    heads.emplace_back(kLatencyStatistics[cell.cell.statistic].name);
  }
  const char* name = kind == LatencyKind::ttft ? "time to first token" : "end-to-end latency";
  return title(fmt::format("Where the difference in {} comes from, with {} intervals over seeds",
                           name, percent())) +
         parts_table(cells, heads);
}

std::string ExplainText::parts_by_class() const {
  const LatencyCell& shown = e_.explained_cell().cell;
  std::vector<const ExplainedCell*> cells;
  std::vector<std::string> heads;
  for (const ExplainedCell& cell : e_.cells) {
    if (cell.cell.kind != shown.kind || cell.cell.statistic != shown.statistic) continue;
    if (cell.cell.group == 0) continue;
    cells.push_back(&cell);
    heads.push_back(e_.classes[cell.cell.group - 1]);
  }
  if (cells.size() < 2) return "";
  return title(fmt::format("The same by class: {}",
                           metric_name({shown.kind, 0, shown.statistic}, e_.classes))) +
         parts_table(cells, heads);
}

std::string ExplainText::set_text(MechanismSet taken) const {
  std::string text;
  for (std::size_t i = 0; i < e_.ablation.mechanisms.size(); ++i) {
    if ((taken >> i & 1) == 0) continue;
    text += (text.empty() ? "" : " x ") + e_.ablation.mechanisms[i].name;
  }
  return text;
}

std::string ExplainText::mechanisms() const {
  const std::vector<Mechanism>& mechanisms = e_.ablation.mechanisms;
  if (mechanisms.empty()) return "";
  std::string text =
      title(fmt::format("What its mechanisms do, relative to {}", view_.baseline.name));
  for (const Mechanism& mechanism : mechanisms) {
    text += line(fmt::format("{} = {}", mechanism.name, mechanism.change));
  }
  io::Table table({{.header = "metric"},
                   {.header = "mechanism"},
                   figure_column("alone"),
                   figure_column("left out"),
                   figure_column("its share")});
  for (const AblatedMetric& metric : e_.ablation.metrics) {
    const auto words = [&](const PairedDifference& difference) {
      return relative_words(difference, metric.metric.column.unit);
    };
    const bool shares = metric.effects.all_combinations;
    for (std::size_t i = 0; i < mechanisms.size(); ++i) {
      const MechanismEffect& effect = metric.effects.mechanisms[i];
      const bool repeat = i > 0 && !markdown();
      table.add_row({repeat ? "" : metric.metric.column.name, mechanisms[i].name,
                     words(effect.alone), words(effect.left_out),
                     shares ? words(effect.share) : "-"});
    }
    table.add_row({markdown() ? metric.metric.column.name : "", "all of them",
                   words(metric.effects.total), "", words(metric.effects.total)});
    if (mechanisms.size() > 1) {
      table.add_row({markdown() ? metric.metric.column.name : "", "beyond the sum of each alone",
                     words(metric.effects.beyond_sum), "", ""});
    }
  }
  return text + '\n' + table.render(format_);
}

std::string ExplainText::interactions() const {
  io::Table table({{.header = "metric"},
                   {.header = "interaction"},
                   figure_column("beyond what fewer of them do"),
                   figure_column("p (Holm)")});
  for (const AblatedMetric& metric : e_.ablation.metrics) {
    for (const Interaction& one : metric.effects.interactions) {
      const bool certain = one.adjusted_p_value < 1 - e_.confidence;
      const bool shown = std::popcount(one.mechanisms) == 2 && &metric == &e_.ablation.metrics[0];
      if (!certain && !shown) continue;
      if (one.effect.difference == Interval{0, 0}) continue;
      table.add_row({metric.metric.column.name, set_text(one.mechanisms),
                     relative_words(one.effect, metric.metric.column.unit), one.adjusted_p_value});
    }
  }
  if (table.rows() == 0) return "";
  return title(fmt::format("Interactions: all pairs in {}, and what else is certain", e_.metric)) +
         table.render(format_);
}

std::string ExplainText::controls() const {
  io::Table table({{.header = "control"},
                   {.header = "must vanish"},
                   figure_column("change"),
                   verdict_column()});
  std::string reasons;
  for (const Control& control : e_.controls) {
    const bool failed = control.applies && control.finding == Finding::failed;
    table.add_row({control.name, control.vanishes,
                   control.applies ? relative_words(control.change, "ms") : "",
                   std::string(control.applies ? name_of(control.finding) : "does not apply")});
    reasons +=
        line(fmt::format("{}{}: {}{}{}.", failed ? "WARNING: " : "", control.name,
                         control.applies ? control.setting : "",
                         control.applies && !control.reason.empty() ? "; " : "", control.reason));
  }
  return title("Negative controls: held if the change is within 2 % for certain") +
         table.render(format_) + '\n' + reasons;
}

std::string ExplainText::notes() const {
  std::string text = "\n";
  if (std::max(view_.strategy.points, view_.baseline.points) > 1 && !view_.fresh_seeds) {
    text += line(
        "The point was chosen on these same seeds, which flatters it: --fresh-seeds 20 "
        "explains it on others.");
  }
  if (view_.fresh_seeds) {
    text += line(fmt::format("On {} seeds that the study has not.", e_.seeds));
  }
  if (view_.workloads > 1) {
    text += line(fmt::format("The study has {} workloads: --workload explains another one.",
                             view_.workloads));
  }
  text += line(fmt::format(
      "Parts sum to the difference. * marks those whose p-value, adjusted by Holm's method for the "
      "number of parts of the column, is below {:.4g}. A percentile is shared among the requests "
      "that are at it while all move together from one strategy to the other. Alone: the baseline "
      "with this mechanism; left out: the strategy without it; its share: averaged over all orders "
      "of adding them.",
      1 - e_.confidence));
  return text;
}

}  // namespace

std::string explain_text(const ExplainView& view, TableFormat format) {
  return ExplainText(view, format).text();
}

}  // namespace servesweep::sweep
