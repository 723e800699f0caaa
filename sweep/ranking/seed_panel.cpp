#include "sweep/ranking/seed_panel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "sweep/ranking/served_share.h"
#include "sweep/statistics/moments.h"

namespace servesweep::sweep {
namespace {

/// Rows of the plan by seed: the runs of a point that are done.
using DoneRuns = std::map<std::uint64_t, std::size_t>;

/// Builds one panel.
class PanelBuilder {
 public:
  PanelBuilder(const io::StudyIndex& index, const PanelQuestion& question)
      : index_(index), question_(question), asked_(question.seeds.begin(), question.seeds.end()) {
    collect();
  }

  [[nodiscard]] SeedPanel panel();

 private:
  void collect();
  void choose_seeds();
  [[nodiscard]] PanelPoint point(std::size_t position, const DoneRuns& runs) const;
  [[nodiscard]] std::optional<PanelPoint> baseline() const;
  [[nodiscard]] std::size_t metric(const std::string& name) const;
  [[nodiscard]] bool has_all_seeds(const DoneRuns& runs) const;
  [[nodiscard]] std::optional<Absence> absence(const PanelPoint& point,
                                               const std::optional<PanelPoint>& baseline) const;

  const io::StudyIndex& index_;
  const PanelQuestion& question_;
  std::map<std::size_t, DoneRuns> done_;  ///< by position of the point; of the workload's points
  std::set<std::size_t> failed_;          ///< of these points, those of which a run failed
  std::set<std::uint64_t> asked_;         ///< seeds of the question; else of the baseline
  SeedPanel panel_;
};

void PanelBuilder::collect() {
  std::map<std::int64_t, std::size_t> position;
  for (const io::PointRow& point : index_.points) position.emplace(point.id, position.size());
  for (std::size_t row = 0; row < index_.plan.size(); ++row) {
    const io::PlanRow& run = index_.plan[row];
    if (run.workload != question_.workload) continue;
    const std::size_t point = position.at(run.point);
    DoneRuns& runs = done_[point];
    if (run.status == io::RunStatus::done) runs.emplace(run.seed, row);
    if (run.status == io::RunStatus::failed) failed_.insert(point);
    const bool is_baseline = index_.points[point].strategy == question_.baseline;
    if (is_baseline && question_.seeds.empty()) asked_.insert(run.seed);
  }
}

void PanelBuilder::choose_seeds() {
  std::optional<std::set<std::uint64_t>> common;
  for (const auto& [point, runs] : done_) {
    if (!question_.common_seeds || runs.empty() || failed_.contains(point)) continue;
    std::set<std::uint64_t> seeds;
    for (const auto& [seed, row] : runs) {
      if (!common || common->contains(seed)) seeds.insert(seed);
    }
    common = std::move(seeds);
  }
  const auto& chosen = common ? *common : asked_;
  panel_.seeds.assign(chosen.begin(), chosen.end());
}

std::size_t PanelBuilder::metric(const std::string& name) const {
  std::size_t m = 0;
  while (m < question_.metrics.size() && question_.metrics[m].column.name != name) ++m;
  return m;
}

bool PanelBuilder::has_all_seeds(const DoneRuns& runs) const {
  return !panel_.seeds.empty() &&
         std::ranges::all_of(panel_.seeds, [&](std::uint64_t seed) { return runs.contains(seed); });
}

PanelPoint PanelBuilder::point(std::size_t position, const DoneRuns& runs) const {
  PanelPoint point{.row = &index_.points[position]};
  for (const RankedMetric& metric : question_.metrics) {
    std::vector<double> values;
    for (const std::uint64_t seed : panel_.seeds) {
      values.push_back(index_.values[metric.position][runs.at(seed)]);
    }
    point.means.push_back(mean_of(values));
    point.values.push_back(std::move(values));
  }
  return point;
}

std::optional<PanelPoint> PanelBuilder::baseline() const {
  std::optional<PanelPoint> best;
  const bool less = question_.metrics.front().goal == Goal::minimize;
  for (const auto& [position, runs] : done_) {
    if (index_.points[position].strategy != question_.baseline || !has_all_seeds(runs)) continue;
    PanelPoint one = point(position, runs);
    const double mean = one.means.front();
    if (!best || (less ? mean < best->means.front() : mean > best->means.front())) {
      best = std::move(one);
    }
  }
  return best;
}

std::optional<Absence> PanelBuilder::absence(const PanelPoint& point,
                                             const std::optional<PanelPoint>& baseline) const {
  const auto objectives = point.means.begin() + static_cast<std::ptrdiff_t>(question_.objectives);
  if (std::any_of(point.means.begin(), objectives, [](double m) { return std::isnan(m); })) {
    return Absence::undefined;
  }
  for (const MetricConstraint& constraint : question_.constraints) {
    const std::size_t m = metric(constraint.metric);
    const double of = baseline ? baseline->means[m] : std::nan("");
    if (!(constraint.excess(point.means[m], of) <= 0)) return Absence::breaks_constraints;
  }
  const bool bound =
      std::ranges::find(question_.bounds, point.row->strategy) != question_.bounds.end();
  return bound ? std::optional(Absence::bound) : std::nullopt;
}

SeedPanel PanelBuilder::panel() {
  choose_seeds();
  const std::optional<PanelPoint> base = baseline();
  if (base) panel_.baseline = base->row;
  const std::size_t served = metric(kServedShare);
  for (const auto& [position, runs] : done_) {
    if (failed_.contains(position)) {
      panel_.absent.push_back({index_.points[position].id, Absence::failed});
      continue;
    }
    if (!has_all_seeds(runs)) {
      panel_.absent.push_back({index_.points[position].id, Absence::fewer_seeds});
      continue;
    }
    PanelPoint one = point(position, runs);
    if (const std::optional<Absence> why = absence(one, base)) {
      panel_.absent.push_back({one.row->id, *why});
      continue;
    }
    if (base && served < question_.metrics.size()) {
      one.serves_less = one.means[served] < base->means[served];
    }
    panel_.points.push_back(std::move(one));
  }
  return std::move(panel_);
}

}  // namespace

const char* name_of(Absence absence) {
  switch (absence) {
    case Absence::failed:
      return "a run of it failed";
    case Absence::fewer_seeds:
      return "not all seeds done";
    case Absence::undefined:
      return "undefined in a run";
    case Absence::breaks_constraints:
      return "breaks a constraint";
    case Absence::bound:
      return "a bound, which no real system reaches";
  }
  return "unknown";
}

SeedPanel seed_panel(const io::StudyIndex& index, const PanelQuestion& question) {
  return PanelBuilder(index, question).panel();
}

}  // namespace servesweep::sweep
