#include "sweep/cli/ranking_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/cli/strategy_label.h"

namespace servesweep::sweep {
namespace {

/// Remarks on one ranking.
class RankingNotes {
 public:
  RankingNotes(const RankingView& view, std::size_t ranking, io::TableFormat format)
      : view_(view),
        question_(view.question),
        ranking_(view.rankings[ranking]),
        best_(view.best_sets[ranking]),
        format_(format) {}

  [[nodiscard]] std::string text() const {
    return best_note() + left_out_note() + (question_.every_point ? "" : choice_notes()) +
           verdict_note() + many_metrics_note() + pairing_note() + service_note() +
           constraint_note() + failure_note() + bound_note();
  }

 private:
  [[nodiscard]] const RankedMetric& by() const { return question_.metrics[question_.by]; }
  [[nodiscard]] double percent() const { return 100 * question_.confidence; }
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string name(const RankedPoint& row) const {
    return strategy_label(view_.results.study, row.point.strategy);
  }
  [[nodiscard]] std::string names(const std::vector<std::int64_t>& points) const {
    return point_names(view_.results.index, points, question_.every_point);
  }

  [[nodiscard]] std::string screened_seeds() const;
  [[nodiscard]] std::string best_note() const;
  [[nodiscard]] std::string left_out_note() const;
  [[nodiscard]] std::string choice_notes() const;
  [[nodiscard]] std::string verdict_note() const;
  [[nodiscard]] std::string many_metrics_note() const;
  [[nodiscard]] std::string pairing_note() const;
  [[nodiscard]] std::string service_note() const;
  [[nodiscard]] std::string constraint_note() const;
  [[nodiscard]] std::string failure_note() const;
  [[nodiscard]] std::string bound_note() const;

  const RankingView& view_;
  const RankingQuestion& question_;
  const Ranking& ranking_;
  const BestSet& best_;
  io::TableFormat format_;
};

/// Those that a point must have done. Where seeds come by need, those that all begin with.
std::string RankingNotes::screened_seeds() const {
  if (question_.panel_seeds.empty()) return "all seeds of " + question_.baseline;
  return "the first " + counted_text(question_.panel_seeds.size(), "seed");
}

std::string RankingNotes::best_note() const {
  if (best_.candidates > BestSet::kMostCandidates) {
    return line(
        fmt::format("Which points cannot be told from the best is not screened: {} points "
                    "are more than {}.",
                    best_.candidates, BestSet::kMostCandidates));
  }
  if (best_.candidates < 2) {
    return line(
        fmt::format("Which points cannot be told from the best is not known: {} has done "
                    "{}.",
                    best_.candidates == 0 ? "no point" : "only one point", screened_seeds()));
  }
  return line(
      fmt::format("Cannot be told from the best in {} ({:.4g} %, {} screened in pairs over "
                  "{}{}): {}.",
                  by().column.name, percent(), counted_text(best_.candidates, "point"),
                  question_.panel_seeds.empty() ? "" : "the first ",
                  counted_text(best_.seeds, "seed"), names(best_.points)));
}

std::string RankingNotes::left_out_note() const {
  std::map<Absence, std::vector<std::int64_t>> absent;
  for (const AbsentPoint& one : best_.absent) absent[one.why].push_back(one.point);
  std::vector<std::string> parts;
  for (const auto& [why, points] : absent) {
    parts.push_back(fmt::format("{} ({})", names(points), name_of(why)));
  }
  if (!best_.serve_less.empty()) {
    parts.push_back(fmt::format("{} (serves fewer requests)", names(best_.serve_less)));
  }
  if (parts.empty()) return "";
  return line(fmt::format("Left out of that: {}.", fmt::join(parts, "; ")));
}

std::string RankingNotes::choice_notes() const {
  std::string text;
  bool chosen = false;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.points == 1) continue;
    chosen = true;
    text += line(fmt::format("{} is shown at point {}, the best of {}: {}", name(row), row.point.id,
                             row.points, point_label(view_.results.plan, row.point.id)));
  }
  if (!chosen) return text;
  return text + line(fmt::format("Best by {} on these same seeds, which flatters it: confirm it on "
                                 "fresh seeds.",
                                 by().column.name));
}

std::string RankingNotes::verdict_note() const {
  const std::string family =
      question_.one_family
          ? fmt::format("all {} comparisons of all points in all metrics", ranking_.family)
          : fmt::format("{} against {}, shown or not, in each metric by itself",
                        counted_text(ranking_.family, "point"), question_.baseline);
  return line(
      fmt::format("Verdicts: paired t-test at {:.4g} %, adjusted by Holm for {}. Intervals are of "
                  "{:.4g} % each "
                  "and not adjusted, so one may exclude 0 and the verdict be undecided.",
                  100 - percent(), family, percent()));
}

std::string RankingNotes::many_metrics_note() const {
  if (view_.shown <= view_.headline || question_.one_family) return "";
  return line(fmt::format(
      "{} metrics are {} families: in each, chance alone gives a verdict with up to {:.4g} %. Look "
      "for hints here, and ask --family all before you conclude.",
      view_.shown, view_.shown, 100 - percent()));
}

std::string RankingNotes::pairing_note() const {
  return line(
      "corr: correlation of both sides over seeds; gain: how many times as many seeds independent "
      "runs would need.");
}

std::string RankingNotes::service_note() const {
  std::vector<std::string> list;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.serves_less || std::ranges::any_of(row.comparisons, &Comparison::is_flattered)) {
      list.push_back(question_.every_point ? std::to_string(row.point.id) : name(row));
    }
  }
  if (list.empty()) return "";
  return line(fmt::format(
      "Fewer requests served than by {}, of all or of a class: {}{}. Only goodput, shares "
      "of all requests and the p99_of_all latencies count the others as missed, so "
      "nothing else of those requests is called better.",
      question_.baseline, question_.every_point ? "points " : "", list_text(list)));
}

std::string RankingNotes::constraint_note() const {
  std::vector<std::string> list, bounds;
  for (const RankedPoint& row : ranking_.rows) {
    if (!row.breaks_constraints) continue;
    list.push_back(question_.every_point ? std::to_string(row.point.id) : name(row));
  }
  if (list.empty()) return "";
  for (const MetricConstraint& one : question_.constraints) bounds.push_back(one.text());
  return line(fmt::format("Last, as no solution ({}): {}{}.", fmt::join(bounds, ", "),
                          question_.every_point ? "points " : "", list_text(list)));
}

std::string RankingNotes::failure_note() const {
  std::vector<std::string> list;
  for (const RankedPoint& row : ranking_.rows) {
    if (row.failed_seeds == 0) continue;
    list.push_back(fmt::format("{} ({} of {})",
                               question_.every_point ? std::to_string(row.point.id) : name(row),
                               row.failed_seeds, row.planned_seeds));
  }
  if (list.empty()) return "";
  return line(
      fmt::format("Runs failed of {}{}. What went well may have been the easy part, so no "
                  "such point is called better, and all come late; servesweep status tells "
                  "why they failed.",
                  question_.every_point ? "points " : "", list_text(list)));
}

std::string RankingNotes::bound_note() const {
  if (question_.bounds.empty()) return "";
  return line(
      fmt::format("Reads what no real system knows: {}. It bounds what can be gained, and wins "
                  "nothing.",
                  fmt::join(question_.bounds, ", ")));
}

}  // namespace

std::string ranking_notes(const RankingView& view, std::size_t ranking, io::TableFormat format) {
  return RankingNotes(view, ranking, format).text();
}

}  // namespace servesweep::sweep
