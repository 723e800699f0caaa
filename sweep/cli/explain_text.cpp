#include "sweep/cli/explain_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/cli/explain_tables.h"
#include "sweep/explanation/plain_words.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

constexpr std::size_t kLineLength = 100;

/// Breaks a paragraph into lines.
std::string wrapped_sentence(const std::string& text) {
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
    return markdown() ? text + '\n' : wrapped_sentence(text);
  }
  [[nodiscard]] std::string line(const std::string& text) const {
    return markdown() ? "- " + text + '\n' : wrapped_sentence(text);
  }
  [[nodiscard]] std::string title(const std::string& text) const {
    return (markdown() ? "\n### " + text : '\n' + text) + "\n\n";
  }
  [[nodiscard]] std::string percent() const { return fmt::format("{:.4g} %", 100 * e_.confidence); }

  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string parts_by_statistic(LatencyKind kind) const;
  [[nodiscard]] std::string parts_by_class() const;
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
  return (markdown() ? "### " + what + '\n' : wrapped_sentence(what)) + '\n' +
         paragraph(plain_words(e_, view_.strategy.name, view_.baseline.name)) + '\n' +
         paragraph(
             fmt::format("Mechanistically explained: {} ({}).", verdict, view_.verdict.reason));
}

std::string ExplainText::parts_by_statistic(LatencyKind kind) const {
  const char* name = kind == LatencyKind::ttft ? "time to first token" : "end-to-end latency";
  return title(fmt::format("Where the difference in {} comes from, with {} intervals over seeds",
                           name, percent())) +
         parts_table(view_, columns_by_statistic(e_, kind)).render(format_);
}

std::string ExplainText::parts_by_class() const {
  const ExplainedColumns columns = columns_by_class(e_);
  if (columns.cells.empty()) return "";
  const LatencyCell& shown = e_.explained_cell().cell;
  return title(fmt::format("The same by class: {}",
                           metric_name({shown.kind, 0, shown.statistic}, e_.classes))) +
         parts_table(view_, columns).render(format_);
}

std::string ExplainText::mechanisms() const {
  const std::vector<Mechanism>& mechanisms = e_.ablation.mechanisms;
  if (mechanisms.empty()) return "";
  std::string text =
      title(fmt::format("What its mechanisms do, relative to {}", view_.baseline.name));
  for (const Mechanism& mechanism : mechanisms) {
    text += line(fmt::format("{} = {}", mechanism.name, mechanism.change));
  }
  return text + '\n' + mechanisms_table(e_, markdown()).render(format_);
}

std::string ExplainText::interactions() const {
  const io::Table table = interactions_table(e_);
  if (table.rows() == 0) return "";
  return title(fmt::format("Interactions: all pairs in {}, and what else is certain", e_.metric)) +
         table.render(format_);
}

std::string ExplainText::controls() const {
  std::string remarks;
  for (const std::string& remark : control_remarks(e_)) remarks += line(remark);
  return title("Negative controls: held if the change is within 2 % for certain") +
         controls_table(e_).render(format_) + '\n' + remarks;
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
