#include "sweep/run/build_index.h"

#include "io/hdf5/index_builder.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

void add_plan(io::StudyIndex& index, const Study& study, const Plan& plan) {
  for (std::size_t i = 0; i < plan.points().size(); ++i) {
    const PlannedPoint& point = plan.points()[i];
    index.points.push_back({.id = static_cast<std::int64_t>(i),
                            .strategy = study.strategies()[point.strategy].name(),
                            .parameters = point.point.json()});
  }
  for (std::size_t i = 0; i < plan.runs().size(); ++i) {
    const PlannedRun& run = plan.runs()[i];
    io::PlanRow row;
    row.plan_index = static_cast<std::int64_t>(i);
    row.key = run.key;
    row.strategy = index.points[run.point.index()].strategy;
    row.point = run.point.value();
    row.workload = static_cast<std::int64_t>(run.workload);
    row.seed = run.seed;
    index.plan.push_back(row);
  }
}

/// A run that is the same simulation as an earlier one shares its outcome.
void share_outcomes(io::StudyIndex& index, const Plan& plan) {
  for (std::size_t i = 0; i < plan.runs().size(); ++i) {
    const std::size_t same = plan.runs()[i].same_as.index();
    index.plan[i].status = index.plan[same].status;
    index.plan[i].failure = index.plan[same].failure;
    for (std::vector<double>& column : index.values) column[i] = column[same];
  }
}

}  // namespace

io::StudyIndex build_index(const Study& study, const Plan& plan, const io::ResultFolder& folder,
                           const std::string& command, int ranks) {
  io::StudyIndex index;
  index.study = study.name();
  index.study_hash = folder_identity(study, plan);
  index.servesweep_version = kVersion;
  index.command = command;
  index.ranks = ranks;
  for (const StrategyTemplate& strategy : study.strategies()) {
    index.strategies.push_back(strategy.name());
  }
  index.baseline = study.strategies().front().name();
  for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
  add_plan(index, study, plan);
  io::fill_from_shards(index, folder);
  share_outcomes(index, plan);
  return index;
}

}  // namespace servesweep::sweep
