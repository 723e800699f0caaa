#include "sweep/cli/claims_text.h"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/claim_words.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/phrases.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

/// Text of the judged claims of one study.
class ClaimsText {
 public:
  ClaimsText(const ClaimsView& view, TableFormat format) : view_(view), format_(format) {}

  [[nodiscard]] std::string text() const { return heading() + incomplete() + table() + notes(); }

 private:
  [[nodiscard]] bool markdown() const { return format_ == TableFormat::markdown; }
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string confidence() const {
    return fmt::format("{:.4g} %", kPercent * view_.confidence);
  }
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string table() const;
  [[nodiscard]] std::string wide_table() const;
  [[nodiscard]] std::string notes() const;
  [[nodiscard]] std::string reasons() const;
  [[nodiscard]] std::string choice_notes() const;
  [[nodiscard]] std::string incomplete() const;
  [[nodiscard]] std::string compared(const JudgedClaim& judged) const;

  const ClaimsView& view_;
  TableFormat format_;
};

std::string ClaimsText::heading() const {
  if (markdown()) return "";
  return heading_text(
      fmt::format("Study {}: {}", view_.results.study.name(), count_text(view_.claims)), format_);
}

/// "ttft_p99_ms on burst: tuned 12.3, plain 13.4": what is compared, and the means.
std::string ClaimsText::compared(const JudgedClaim& judged) const {
  constexpr int kDigits = 4;
  const auto with_mean = [](const std::string& name, double mean) {
    return name + ' ' + (std::isfinite(mean) ? io::significant_text(mean, kDigits) : "n/a");
  };
  const Claim& claim = judged.claim;
  const PairedDifference& difference = judged.difference;
  std::string text =
      fmt::format("{} on {}: {}", claim.metric, claim.workload,
                  with_mean(claim.strategy, difference.baseline_mean + difference.mean_difference));
  if (claim.expectation.effect == Effect::value) return text;
  return text + ", " + with_mean(than_text(claim), difference.baseline_mean);
}

std::string ClaimsText::table() const {
  if (markdown()) return wide_table();
  io::Table table({prose_column("claim"), prose_column("compared"),
                   figure_column("change, " + confidence() + " interval"), figure_column("seeds"),
                   prose_column("expected"), verdict_column()});
  for (const JudgedClaim& judged : view_.claims) {
    table.add_row({judged.claim.text, compared(judged), measured_text(judged),
                   static_cast<std::int64_t>(judged.difference.n), expected_text(judged.claim),
                   std::string(name_of(judged.finding))});
  }
  return table.render(format_);
}

/// A column for each figure, as pages have room for.
std::string ClaimsText::wide_table() const {
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

std::string ClaimsText::incomplete() const {
  return incomplete_lead(view_.results, std::nullopt,
                         "Claims are judged over the seeds that both sides have.", format_);
}

std::string ClaimsText::notes() const {
  const std::string notes = reasons() + choice_notes();
  if (markdown()) return notes.empty() ? notes : '\n' + notes;
  return '\n' + notes +
         line(
             "Held: the whole interval of the change over paired seeds, or of the value, is as "
             "expected. Failed: none of it is. Each claim is judged by itself.");
}

}  // namespace

std::string claims_text(const ClaimsView& view, TableFormat format) {
  return ClaimsText(view, format).text();
}

}  // namespace servesweep::sweep
