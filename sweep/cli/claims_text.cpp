#include "sweep/cli/claims_text.h"

#include <fmt/format.h>

#include <set>
#include <utility>
#include <vector>

#include "sweep/cli/change_text.h"
#include "sweep/cli/claim_words.h"
#include "sweep/cli/figure_column.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

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
                   verdict_column()});
  for (const JudgedClaim& judged : view_.claims) {
    const PairedDifference& difference = judged.difference;
    const bool is_value = judged.claim.expectation.effect == Effect::value;
    ChangeText change{.change = "", .interval = value_interval_text(judged)};
    if (!is_value) change = change_text(difference, judged.unit);
    std::vector<io::TableCell> row = {judged.claim.text,
                                      judged.claim.workload,
                                      judged.claim.metric,
                                      judged.claim.strategy,
                                      difference.baseline_mean + difference.mean_difference,
                                      than_text(judged.claim),
                                      difference.baseline_mean,
                                      change.change,
                                      change.interval,
                                      static_cast<std::int64_t>(difference.n),
                                      expected_text(judged.claim),
                                      std::string(name_of(judged.finding))};
    constexpr std::size_t kThanMean = 6;
    if (is_value) row[kThanMean].emplace<std::monostate>();
    table.add_row(std::move(row));
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
    const auto note = [&](const std::string& strategy, const ClaimSide& side,
                          const std::string& workload) {
      if (side.points == 1) return;
      const auto& planned = view_.results.plan.points()[static_cast<std::size_t>(side.point)];
      notes.insert(line(fmt::format("{} is judged on {} at point {}, the best of {}: {}", strategy,
                                    workload, side.point, side.points, planned.point.label())));
    };
    const Claim& claim = judged.claim;
    note(claim.strategy, judged.strategy, claim.workload);
    note(claim.than, judged.than, claim.than_workload);
    for (std::size_t i = 0; i < judged.parts.size(); ++i) {
      note(claim.parts[i], judged.parts[i], claim.than_workload);
    }
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
    std::vector<ClaimSide> sides = {judged.strategy, judged.than};
    sides.insert(sides.end(), judged.parts.begin(), judged.parts.end());
    for (const ClaimSide& side : sides) {
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
      "\n{}Held: the whole interval of the change over paired seeds, or of the value, is as "
      "expected.\nFailed: none of it is. Each claim is judged by itself.\n",
      notes);
}

}  // namespace

std::string claims_text(const ClaimsView& view, TableFormat format) {
  return ClaimsText(view, format).text();
}

}  // namespace servesweep::sweep
