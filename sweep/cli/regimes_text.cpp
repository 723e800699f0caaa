#include "sweep/cli/regimes_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/regimes_sentence.h"
#include "sweep/cli/regimes_tables.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::TableFormat;

/// Text of the regimes of one study.
class RegimesText {
 public:
  RegimesText(const RegimesView& view, TableFormat format)
      : view_(view), ranking_(view.question.ranking), format_(format) {}

  [[nodiscard]] std::string text() const {
    return incomplete_lead(view_.results, std::nullopt, "Figures are of what is done.", format_) +
           heading() + loads_table(view_).render(format_) + '\n' +
           regimes_table(view_, markdown()).render(format_) + '\n' + sentences() + '\n' + notes();
  }

 private:
  [[nodiscard]] bool markdown() const { return format_ == TableFormat::markdown; }
  /// A paragraph or list item, whatever the format.
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string seeds_text() const;
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string sentences() const;
  [[nodiscard]] std::string notes() const;

  const RegimesView& view_;
  const RankingQuestion& ranking_;
  TableFormat format_;
};

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
  return heading_text(text, format_);
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
  bool chosen = false, sheds = false, windows = false;
  for (const Regime& regime : view_.regimes) {
    for (const RegimeRow& row : regime.rows) {
      chosen = chosen || (row.ranked.points > 1);
      sheds = sheds || row.ranked.serves_less;
      windows = windows || row.halves.has_value();
    }
  }
  std::string text = line(fmt::format(
      "Changes with {:.4g} % intervals over paired seeds. Verdicts: paired t-test at {:.4g} %, "
      "adjusted by Holm for {} per metric (every point, shown or not, on every workload), so an "
      "interval may exclude 0 without one. Wins: better in something, worse in nothing, as far as "
      "can be told.",
      kPercent * ranking_.confidence, kPercent * (1 - ranking_.confidence),
      counted_text(comparisons, "comparison")));
  if (windows) {
    text += line(fmt::format(
        "Stationary: mean TTFT of the second half of the window within {:.4g} % of the first's. "
        "Rates of such a window are of what completes while load arrives.",
        kPercent * view_.question.drift));
  }
  if (sheds) {
    text += line(
        "Who serves fewer requests than the baseline is better in goodput at most: other figures "
        "are of the requests that it did serve. The unserved, in brackets per run, count as "
        "missed in "
        "goodput.");
  }
  if (chosen) {
    text += line(
        "Strategies with several points are shown at the best one of each workload, "
        "chosen on these same seeds, which flatters them.");
  }
  return text;
}

}  // namespace

std::string regimes_text(const RegimesView& view, TableFormat format) {
  return RegimesText(view, format).text();
}

}  // namespace servesweep::sweep
