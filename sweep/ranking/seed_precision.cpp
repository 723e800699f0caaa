#include "sweep/ranking/seed_precision.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/contract.h"
#include "sweep/ranking/objective_question.h"

namespace servesweep::sweep {
namespace {

bool has_precision(const PointPrecision& point, Precision precision) {
  return std::ranges::any_of(point.objectives, [&](const WidthReached& objective) {
    return objective.precision == precision;
  });
}

}  // namespace

Precision PointPrecision::overall() const {
  for (const Precision one : {Precision::wanting, Precision::exhausted, Precision::undefined}) {
    if (has_precision(*this, one)) return one;
  }
  return Precision::reached;
}

std::size_t PointPrecision::wanted() const {
  std::size_t most = pairs;
  for (const WidthReached& objective : objectives) most = std::max(most, objective.wanted);
  return most;
}

SeedPrecision::SeedPrecision(const Study& study, const io::StudyIndex& index)
    : study_(study), index_(index) {
  SERVESWEEP_EXPECT(study.seeds_by_need().has_value());
  const std::vector<Metric> metrics = study.metrics();
  for (const Objective& objective : study.objectives()) {
    metrics_.push_back(metric_position(metrics, objective.metric));
  }
  for (const io::PointRow& point : index.points) {
    if (point.strategy == index.baseline) baseline_ = point.id;
  }
  for (std::size_t row = 0; row < index.plan.size(); ++row) {
    const io::PlanRow& run = index.plan[row];
    if (run.status == io::RunStatus::done) rows_[{run.point, run.workload}].push_back(row);
  }
  const auto seed = [&](std::size_t row) { return index.plan[row].seed; };
  for (auto& [place, rows] : rows_) std::ranges::sort(rows, {}, seed);
}

SeedValues SeedPrecision::values(const Place& place, std::size_t metric) const {
  SeedValues values;
  const auto found = rows_.find(place);
  if (found == rows_.end()) return values;
  for (const std::size_t row : found->second) {
    values.emplace_back(index_.plan[row].seed, index_.values[metric][row]);
  }
  return values;
}

PointPrecision SeedPrecision::of(std::int64_t point, std::int64_t workload) const {
  PointPrecision result{.point = point, .workload = workload};
  for (const std::size_t metric : metrics_) {
    const std::vector<SeedPair> pairs =
        pair_by_seed(values({point, workload}, metric), values({baseline_, workload}, metric));
    result.pairs = pairs.size();
    result.objectives.push_back(width_reached(pairs, study_.seeds_by_need()->width));
  }
  return result;
}

std::vector<SeedPrecision::Place> SeedPrecision::shown() const {
  std::set<Place> places;
  for (const Ranking& ranking : rank(index_, objective_question(study_))) {
    for (const RankedPoint& row : ranking.rows) {
      if (row.point.id != baseline_) places.emplace(row.point.id, ranking.workload);
    }
  }
  return {places.begin(), places.end()};
}

std::vector<PointPrecision> SeedPrecision::judged() const {
  std::vector<Place> places;
  if (learns(study_.search().method)) {
    places = shown();
  } else {
    for (const auto& [place, rows] : rows_) {
      if (place.first != baseline_) places.push_back(place);
    }
  }
  std::vector<PointPrecision> points;
  for (const auto& [point, workload] : places) points.push_back(of(point, workload));
  return points;
}

std::vector<std::size_t> precision_metrics(const Study& study) {
  const std::vector<Metric> metrics = study.metrics();
  std::set<std::size_t> positions;
  for (const Objective& objective : study.objectives()) {
    positions.insert(metric_position(metrics, objective.metric));
  }
  if (learns(study.search().method)) {
    for (const std::size_t column : objective_question(study).columns()) positions.insert(column);
  }
  return {positions.begin(), positions.end()};
}

std::string standing_text(const std::vector<PointPrecision>& judged, const FixedWidth& target) {
  const auto count = [&](Precision precision) {
    return std::ranges::count_if(
        judged, [&](const PointPrecision& point) { return point.overall() == precision; });
  };
  std::string text = fmt::format("{} of {} comparisons known to +-{:.4g} %",
                                 count(Precision::reached), judged.size(), 100 * target.half_width);
  const auto add = [&](Precision precision, const std::string& what) {
    if (count(precision) > 0) text += fmt::format(", {} {}", count(precision), what);
  };
  add(Precision::wanting, "want more seeds");
  add(Precision::exhausted, fmt::format("stopped at max {}", target.most));
  add(Precision::undefined, "without a ratio to the baseline");
  return text;
}

}  // namespace servesweep::sweep
