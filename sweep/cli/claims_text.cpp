#include "sweep/cli/claims_text.h"

#include <fmt/format.h>

#include <set>

#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

constexpr double kPercent = 100;

std::string expected_text(const Expectation& expected) {
  if (expected.effect == Effect::none) {
    return fmt::format("within {:.4g} %", kPercent * expected.within);
  }
  if (expected.at_least == 0) return name_of(expected.effect);
  return fmt::format("{} by {:.4g} %", name_of(expected.effect), kPercent * expected.at_least);
}

/// Text of the judged claims of one study.
class ClaimsText {
 public:
  ClaimsText(const ClaimsView& view, TableFormat format) : view_(view), format_(format) {}

  [[nodiscard]] std::string text() const { return heading() + table() + notes(); }

 private:
  [[nodiscard]] bool markdown() const { return format_ == TableFormat::markdown; }
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return (markdown() ? "- " : "") + text + '\n';
  }
  [[nodiscard]] std::string confidence() const {
    return fmt::format("{:.4g} %", kPercent * view_.confidence);
  }
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string table() const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::string reasons() const;
  [[nodiscard]] std::string choice_notes() const;
  [[nodiscard]] std::string incomplete_note() const;

  const ClaimsView& view_;
  TableFormat format_;
};

std::string ClaimsText::heading() const {
  if (markdown()) return "";
  return fmt::format("Study {}: {}\n\n", view_.results.study.name(), count_text(view_.claims));
}

std::string ClaimsText::table() const {
  io::Table table({{.header = "claim"},
                   {.header = "workload"},
                   {.header = "metric"},
                   {.header = "strategy"},
                   figure_column("mean"),
                   {.header = "than"},
                   figure_column("mean"),
                   figure_column("change"),
                   figure_column(confidence() + " interval"),
                   figure_column("seeds"),
                   {.header = "expected"},
                   {.header = "verdict"}});
  for (const JudgedClaim& judged : view_.claims) {
    const PairedDifference& difference = judged.difference;
    const ChangeText change = change_text(difference, judged.unit);
    table.add_row({judged.claim.text, judged.claim.workload, judged.claim.metric,
                   judged.claim.strategy, difference.baseline_mean + difference.mean_difference,
                   judged.claim.than, difference.baseline_mean, change.change, change.interval,
                   static_cast<std::int64_t>(difference.n), expected_text(judged.claim.expectation),
                   std::string(name_of(judged.finding))});
  }
  return table.render(format_);
}

std::string ClaimsText::reasons() const {
  std::string text;
  for (const JudgedClaim& judged : view_.claims) {
    if (judged.reason.empty()) continue;
    text += line(fmt::format("'{}' {}: {}.", judged.claim.text,
                             judged.finding == Finding::failed ? "failed" : "is undecided",
                             judged.reason));
  }
  return text;
}

std::string ClaimsText::choice_notes() const {
  std::set<std::string> notes;
  for (const JudgedClaim& judged : view_.claims) {
    const auto note = [&](const std::string& strategy, const ClaimSide& side) {
      if (side.points == 1) return;
      const auto& planned = view_.results.plan.points()[static_cast<std::size_t>(side.point)];
      notes.insert(
          line(fmt::format("{} is judged on {} at point {}, the best of {}: {}", strategy,
                           judged.claim.workload, side.point, side.points, planned.point.label())));
    };
    note(judged.claim.strategy, judged.strategy);
    note(judged.claim.than, judged.than);
  }
  std::string text;
  for (const std::string& note : notes) text += note;
  if (notes.empty()) return text;
  return text + line(fmt::format("Best by {} on these same seeds, which flatters it: search: "
                                 "{{method: defaults}} chooses before.",
                                 view_.results.study.objectives().front().metric));
}

std::string ClaimsText::incomplete_note() const {
  for (const JudgedClaim& judged : view_.claims) {
    for (const ClaimSide& side : {judged.strategy, judged.than}) {
      if (side.seeds == side.planned_seeds) continue;
      return line(
          "Incomplete: runs are missing or failed. Claims are judged over the seeds that "
          "both sides have.");
    }
  }
  return "";
}

std::string ClaimsText::notes() const {
  const std::string notes = reasons() + choice_notes() + incomplete_note();
  if (markdown()) return notes.empty() ? notes : '\n' + notes;
  return fmt::format(
      "\n{}Held: the whole interval of the change over paired seeds is as expected. Failed: none "
      "of "
      "it is.\nEach claim is judged by itself.\n",
      notes);
}

}  // namespace

std::string claims_text(const ClaimsView& view, TableFormat format) {
  return ClaimsText(view, format).text();
}

}  // namespace servesweep::sweep
