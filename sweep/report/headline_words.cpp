#include "sweep/report/headline_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/values/shown_digits.h"

namespace servesweep::sweep {
namespace {

/// "output tokens/s" have said their unit.
std::string figure_with_unit(double value, const std::string& unit) {
  return io::significant_text(value, kShownDigits) +
         (unit == "1" || unit == "1/s" ? "" : ' ' + unit);
}

const char* sureness(Verdict verdict) {
  switch (verdict) {
    case Verdict::better:
      return "better for sure";
    case Verdict::worse:
      return "worse for sure";
    case Verdict::equal:
      return "equal on every seed";
    case Verdict::undecided:
      return "undecided";
  }
  return "";
}

/// "TTFT p99 261.9 ms instead of 323.9 ms (-19.1 % [-27.6, -9.4], undecided)".
std::string change_words(const ReportSubject& subject, const RankedPoint& row, std::size_t metric) {
  const RankedMetric& ranked = subject.question.metrics[metric];
  const Comparison& one = row.comparisons[metric];
  const std::string& unit = ranked.column.unit;
  const ChangeText change = change_text(one.difference, unit);
  return fmt::format(
      "{} {} instead of {} ({} {}, {})", ranked.column.name,
      figure_with_unit(one.difference.baseline_mean + one.difference.mean_difference, unit),
      figure_with_unit(one.difference.baseline_mean, unit), change.change, change.interval,
      sureness(one.verdict));
}

std::string lead_words(const ReportSubject& subject, const RankedPoint& row,
                       const std::string& workload) {
  std::vector<std::string> parts;
  for (std::size_t m = 0; m < subject.question.metrics.size(); ++m) {
    const std::string& name = subject.question.metrics[m].column.name;
    if (std::ranges::count(subject.results.study.objectives(), name, &Objective::metric) == 0) {
      continue;
    }
    if (row.comparisons[m].difference.n > 0) parts.push_back(change_words(subject, row, m));
  }
  const std::string label = point_label(subject.results.plan, row.point.id);
  return fmt::format(
      "On {}, {}{} against {} over {}: {}.", workload, row.point.strategy,
      label.empty() ? "" : fmt::format(" ({})", label), subject.question.baseline,
      counted_text(row.comparisons[subject.question.by].difference.n, "paired seed"),
      parts.empty() ? "no seed is common to both" : fmt::format("{}", fmt::join(parts, "; ")));
}

std::string warnings(const RankedPoint& row) {
  std::vector<std::string> list;
  if (row.breaks_constraints) list.emplace_back("it breaks a constraint of the study");
  if (row.serves_less) list.emplace_back("it serves fewer requests than the baseline");
  if (row.failed_seeds > 0) list.push_back(fmt::format("{} of its runs failed", row.failed_seeds));
  if (row.points > 1) {
    list.push_back(fmt::format("its point is the best of {} on these same seeds, which flatters it",
                               row.points));
  }
  return list.empty() ? "" : fmt::format("Mind that {}.", fmt::join(list, "; "));
}

}  // namespace

std::vector<std::string> headline_words(const ReportSubject& subject, std::size_t workload) {
  const Ranking& ranking = subject.rankings[workload];
  const std::string& name = subject.results.study.workloads()[workload].name;
  const auto row = std::ranges::find_if(ranking.rows, [&](const RankedPoint& one) {
    if (one.comparisons.empty() || one.seeds == 0) return false;
    if (!subject.asked.strategy.empty()) return one.point.strategy == subject.asked.strategy;
    return std::ranges::count(subject.question.bounds, one.point.strategy) == 0;
  });
  if (row == ranking.rows.end()) {
    return {fmt::format("On {}, nothing has finished that could be compared with {}.", name,
                        subject.question.baseline)};
  }
  std::vector<std::string> words = {lead_words(subject, *row, name)};
  if (std::string text = warnings(*row); !text.empty()) words.back() += ' ' + text;
  const BestSet& best = subject.best_sets[workload];
  if (!best.points.empty()) {
    words.push_back(fmt::format("Cannot be told from the best by {}: {}.",
                                subject.question.metrics[subject.question.by].column.name,
                                point_names(subject.results.index, best.points, false)));
  }
  return words;
}

}  // namespace servesweep::sweep
