#include "sweep/cli/regimes_sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

/// The metrics with a verdict: "TTFT p99, goodput/s".
std::string verdicts_text(const RegimesView& view, const RegimeRow& row, Verdict verdict) {
  std::string text;
  for (std::size_t m = 0; m < row.ranked.comparisons.size(); ++m) {
    if (row.ranked.comparisons[m].verdict != verdict) continue;
    text += (text.empty() ? "" : ", ") + view.question.ranking.metrics[m].label;
  }
  return text;
}

/// What it does there, in words.
std::string phrase(const RegimesView& view, const RegimeRow& row) {
  const std::string better = verdicts_text(view, row, Verdict::better);
  const std::string worse = verdicts_text(view, row, Verdict::worse);
  switch (outcome_of(row)) {
    case RegimeOutcome::wins:
      return "wins in " + better;
    case RegimeOutcome::trades:
      return fmt::format("gains {} at the cost of {}", better, worse);
    case RegimeOutcome::loses:
      return "loses in " + worse;
    case RegimeOutcome::untold:
      break;
  }
  return "cannot be told from the baseline";
}

}  // namespace

std::string regimes_sentence(const RegimesView& view, const std::string& strategy) {
  // By outcome; workloads of which the same is to be said together, in the order of the study.
  std::array<std::vector<std::pair<std::string, std::string>>, 4> lists;
  for (const Regime& regime : view.regimes) {
    for (const RegimeRow& row : regime.rows) {
      if (row.ranked.point.strategy != strategy) continue;
      auto& list = lists[static_cast<std::size_t>(outcome_of(row))];
      const std::string said = phrase(view, row);
      const auto known = std::ranges::find(list, said, &std::pair<std::string, std::string>::first);
      const std::string& workload = view.workload(regime).name;
      if (known == list.end()) {
        list.emplace_back(said, workload);
      } else {
        known->second += ", " + workload;
      }
    }
  }
  std::string text;
  for (const auto& list : lists) {
    for (const auto& [said, workloads] : list) {
      text += fmt::format("{} {} on {}", text.empty() ? "" : ";", said, workloads);
    }
  }
  return strategy_label(view.results.study, strategy) + text + '.';
}

}  // namespace servesweep::sweep
