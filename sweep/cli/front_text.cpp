#include "sweep/cli/front_text.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "io/table/significant_text.h"
#include "sweep/cli/change_text.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/phrases.h"
#include "sweep/cli/point_names.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

constexpr double kMayBelong = 0.05;  ///< share of resamples from which on a point is shown
constexpr std::size_t kFewFrontSeeds = 10;
constexpr std::size_t kMostShownRows = 50;

/// The mean, and the interval of its change from the baseline where there is one.
std::string objective_text(const FrontPoint& point, std::size_t k, const std::string& unit) {
  if (point.changes.empty()) return mean_text(point.means[k]);
  const ChangeText change = change_text(point.changes[k], unit);
  if (!change.interval.starts_with('[')) return io::significant_text(point.means[k].mean, 4);
  const std::size_t space = change.change.find(' ');
  const std::string in = space == std::string::npos ? "" : change.change.substr(space);
  return fmt::format("{} {}{}", io::significant_text(point.means[k].mean, 4), change.interval, in);
}

std::string probability_text(double share) {
  return fmt::format("{:.0f} %", kPercent * share);
}

/// One workload.
class FrontText {
 public:
  FrontText(const FrontView& view, std::size_t workload, io::TableFormat format)
      : view_(view),
        panel_(view.question.panel),
        front_(view.fronts[workload]),
        workload_(workload),
        format_(format) {
    for (const FrontPoint& point : front_.points) {
      if (is_shown(point, front_, shown_.size())) shown_.push_back(&point);
    }
  }

  [[nodiscard]] std::string text() const {
    if (front_.points.empty()) {
      return lead() + heading() + line("No point takes part.") + absent_note();
    }
    return lead() + heading() + table() + '\n' + volume_note() + knee_note() + share_note() +
           hidden_note() + service_note() + absent_note() + seeds_note();
  }

 private:
  [[nodiscard]] std::string line(const std::string& text) const {
    return remark_text(text, format_);
  }
  [[nodiscard]] std::string lead() const {
    return incomplete_lead(view_.results, static_cast<std::int64_t>(workload_),
                           "The front is that of the points that are done.", format_);
  }
  [[nodiscard]] std::string heading() const;
  [[nodiscard]] std::string table() const;
  [[nodiscard]] std::string volume_note() const;
  [[nodiscard]] std::string knee_note() const;
  [[nodiscard]] std::string share_note() const;
  [[nodiscard]] std::string hidden_note() const;
  [[nodiscard]] std::string service_note() const;
  [[nodiscard]] std::string absent_note() const;
  [[nodiscard]] std::string seeds_note() const;

  const FrontView& view_;
  const PanelQuestion& panel_;
  const Front& front_;
  std::size_t workload_;
  io::TableFormat format_;
  std::vector<const FrontPoint*> shown_;
};

std::string FrontText::heading() const {
  std::vector<std::string> objectives;
  for (std::size_t k = 0; k < panel_.objectives; ++k) {
    const RankedMetric& metric = panel_.metrics[k];
    objectives.push_back(fmt::format("{} ({})", metric.column.name, name_of(metric.goal)));
  }
  return heading_text(
      fmt::format("Study {}, workload {}: front of {} over {}, by {}", view_.results.study.name(),
                  view_.results.study.workloads()[workload_].name,
                  counted_text(front_.points.size(), "point"),
                  counted_text(front_.panel.seeds.size(), "seed"), fmt::join(objectives, ", ")),
      format_);
}

std::string FrontText::table() const {
  std::vector<io::TableColumn> columns = {prose_column("strategy"), figure_column("point")};
  for (std::size_t k = 0; k < panel_.objectives; ++k) {
    columns.push_back(figure_column(panel_.metrics[k].label));
    columns.back().wraps = true;  // a mean and its interval
  }
  columns.push_back({.header = "front"});
  columns.push_back(figure_column("share"));
  columns.push_back(prose_column("parameters"));
  io::Table table(columns);
  for (const FrontPoint* shown : shown_) {
    const FrontPoint& point = *shown;
    const bool is_baseline = point.row == front_.panel.baseline;
    std::vector<io::TableCell> cells = {point.row->strategy + (is_baseline ? " (baseline)" : ""),
                                        point.row->id};
    for (std::size_t k = 0; k < panel_.objectives; ++k) {
      cells.emplace_back(objective_text(point, k, panel_.metrics[k].column.unit));
    }
    const char* word = point.on_front ? "yes" : "no";
    cells.emplace_back(std::string(point.is_knee ? "knee" : word));
    cells.emplace_back(probability_text(point.front_share));
    cells.emplace_back(point_label(view_.results.plan, point.row->id));
    table.add_row(std::move(cells));
  }
  return table.render(format_);
}

std::string FrontText::volume_note() const {
  if (front_.reference.empty()) {
    return line("Hypervolume: unknown, as the baseline does not take part; give --reference.");
  }
  std::vector<std::string> values;
  for (const double value : front_.reference) values.push_back(fmt::format("{:.5g}", value));
  const Interval& interval = front_.hypervolume_interval;
  const bool unknown = std::isinf(interval.upper);
  return line(fmt::format(
      "Hypervolume {:.4g}{}, in units of the reference ({}): {}.{}", front_.hypervolume,
      unknown ? ""
              : fmt::format(" ({:.4g} %: [{:.4g}, {:.4g}])", 100 * view_.question.confidence,
                            interval.lower, interval.upper),
      fmt::join(values, ", "),
      view_.question.reference ? "as given" : "the means of " + panel_.baseline,
      front_.hypervolume > 0 ? "" : " Nothing is better than it in every objective."));
}

std::string FrontText::knee_note() const {
  const bool two = panel_.objectives == 2;
  for (const FrontPoint& point : front_.points) {
    if (!point.is_knee) continue;
    return line(
        fmt::format("Knee: point {}, {} (objectives as shares of the front's extent); it is "
                    "in {} of the resamples.",
                    point.row->id,
                    two ? "farthest below the chord between the front's ends"
                        : "nearest to the best value of every objective",
                    probability_text(point.knee_share)));
  }
  return line(two ? "No knee: fewer than three points, or none below the chord between the ends."
                  : "No knee: fewer than three points.");
}

std::string FrontText::share_note() const {
  return line(
      fmt::format("share: of {} resamples of the seeds, the same for all points, those in which "
                  "nothing dominates the point. Brackets: {:.4g} % interval of the change from {} "
                  "over paired seeds; ±: of a mean by itself.",
                  view_.question.resamples, 100 * view_.question.confidence, panel_.baseline));
}

std::string FrontText::hidden_note() const {
  const std::size_t hidden = front_.points.size() - shown_.size();
  if (hidden == 0) return "";
  return line(
      fmt::format("{} not shown: dominated, and in less than {} of the resamples on the "
                  "front{}. --format csv has all.",
                  counted_text(hidden, "point"), probability_text(kMayBelong),
                  shown_.size() < kMostShownRows ? "" : ", or beyond the first 50 rows"));
}

std::string FrontText::service_note() const {
  std::vector<std::int64_t> points;
  for (const FrontPoint* point : shown_) {
    if (point->serves_less) points.push_back(point->row->id);
  }
  if (points.empty()) return "";
  return line(
      fmt::format("Serves fewer requests than {}, which flatters latencies: {}. A "
                  "constraint on completed_fraction leaves such points out.",
                  panel_.baseline, point_names(view_.results.index, points, true)));
}

std::string FrontText::absent_note() const {
  std::map<Absence, std::vector<std::int64_t>> absent;
  for (const AbsentPoint& one : front_.panel.absent) absent[one.why].push_back(one.point);
  std::vector<std::string> parts;
  for (const auto& [why, points] : absent) {
    parts.push_back(
        fmt::format("{} ({})", point_names(view_.results.index, points, false), name_of(why)));
  }
  if (parts.empty()) return "";
  const bool races = absent.contains(Absence::fewer_seeds) && !panel_.common_seeds;
  return line(
      fmt::format("Left out: {}.{}", fmt::join(parts, "; "),
                  races ? " --common-seeds takes in all, on the seeds that all have done." : ""));
}

std::string FrontText::seeds_note() const {
  const std::size_t seeds = front_.panel.seeds.size();
  std::string text;
  if (panel_.common_seeds && seeds < view_.results.study.seeds().size()) {
    text +=
        line(fmt::format("Only {} of {} seeds, those that all points have done: on few seeds "
                         "the best are the luckiest.",
                         seeds, view_.results.study.seeds().size()));
  }
  if (!panel_.common_seeds && !panel_.seeds.empty()) {
    text += line(
        fmt::format("Only the first {}, with which every point begins: what came by need is of "
                    "some points only.",
                    counted_text(seeds, "seed")));
  }
  if (seeds >= kFewFrontSeeds) return text;
  return text +
         line(fmt::format("Few seeds to resample ({}): with less than 5 there is no interval "
                          "of 95 %, and with less than {} it and the shares are rough.",
                          seeds, kFewFrontSeeds));
}

}  // namespace

bool is_shown(const FrontPoint& point, const Front& front, std::size_t rows) {
  const bool likely = point.on_front || point.front_share >= kMayBelong;
  return point.row == front.panel.baseline || (likely && rows < kMostShownRows);
}

std::string front_text(const FrontView& view, std::size_t workload, io::TableFormat format) {
  return FrontText(view, workload, format).text();
}

}  // namespace servesweep::sweep
