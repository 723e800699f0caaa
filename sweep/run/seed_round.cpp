#include "sweep/run/seed_round.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "sweep/run/build_index.h"

namespace servesweep::sweep {

SeedDecision decide_seeds(const std::vector<PointPrecision>& judged, Plan& plan) {
  const PointId baseline(0);  // the first of every plan
  std::map<std::pair<PointId, std::size_t>, std::size_t> wanted;
  for (const PointPrecision& precision : judged) {
    const auto workload = static_cast<std::size_t>(precision.workload);
    const PointId point(static_cast<std::int32_t>(precision.point));
    for (const PointId one : {baseline, point}) {
      std::size_t& most = wanted[{one, workload}];
      most = std::max(most, precision.wanted());
    }
  }
  SeedDecision decision;
  for (const auto& [place, seeds] : wanted) {
    const auto& [point, workload] = place;
    const std::size_t there = plan.seeds_of(point, workload);
    if (seeds <= there) continue;
    decision.batches.push_back({point, workload, there, seeds - there});
  }
  return decision;
}

SeedRound::SeedRound(StudyDesk& desk, const std::string& command, int ranks)
    : desk_(desk), metrics_(precision_metrics(desk.planned().study)) {
  BuiltIndex built = desk.index(command, ranks);
  for (const std::size_t metric : metrics_) built.load(metric);
  index_ = std::move(built.index);
}

void SeedRound::note(RunId run, std::vector<double> figures) {
  if (noted_.emplace(run.value(), std::move(figures)).second) --awaited_;
}

void SeedRound::note_failed(RunId run) {
  if (failed_.insert(run.value()).second) --awaited_;
}

/// Takes the figures of a round, which is complete, into the index.
void SeedRound::settle() {
  const Plan& plan = desk_.planned().plan;
  std::size_t row = index_.plan.size();
  append_plan(index_, desk_.planned().study, plan);
  for (const std::size_t metric : metrics_) index_.values[metric].resize(index_.plan.size());
  for (; row < index_.plan.size(); ++row) {
    const std::size_t first = plan.runs()[row].same_as.index();
    const bool failed = first == row ? failed_.contains(static_cast<std::int32_t>(row))
                                     : index_.plan[first].status == io::RunStatus::failed;
    index_.plan[row].status = failed ? io::RunStatus::failed : io::RunStatus::done;
    for (std::size_t i = 0; i < metrics_.size(); ++i) {
      std::vector<double>& column = index_.values[metrics_[i]];
      if (failed) {
        column[row] = std::numeric_limits<double>::quiet_NaN();
      } else {
        column[row] = first == row ? noted_.at(static_cast<std::int32_t>(row))[i] : column[first];
      }
    }
  }
  noted_.clear();
  failed_.clear();
}

SeedDecision SeedRound::decision() {
  PlannedStudy& planned = desk_.planned();
  const std::vector<PointPrecision> judged = SeedPrecision(planned.study, index_).judged();
  const std::size_t rounds = planned.seed_decisions.size();
  standing_ = fmt::format("{} round{} of further seeds: {}", rounds, rounds == 1 ? "" : "s",
                          standing_text(judged, planned.study.seeds_by_need()->width));
  return decide_seeds(judged, planned.plan);
}

Supply SeedRound::next(const std::function<std::size_t(const SeedDecision&)>& decide) {
  if (awaited_ > 0) return {};
  settle();
  const SeedDecision decided = decision();
  if (decided.batches.empty()) return {.extension = std::nullopt, .closed = true};
  desk_.journal().seeds(decided);
  awaited_ = decide(decided);
  return {.extension = Extension{.tasks = Tasks(awaited_), .text = decided.to_value().json()}};
}

}  // namespace servesweep::sweep
