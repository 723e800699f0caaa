#include "sweep/run/build_index.h"

#include <span>
#include <utility>
#include <vector>

#include "sweep/run/packing_helpers.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

/// A run that is the same simulation as an earlier one shares its outcome. Empty if none is.
std::vector<std::uint32_t> first_rows(const Plan& plan) {
  std::vector<std::uint32_t> rows;
  rows.reserve(plan.runs().size());
  bool shared = false;
  for (const PlannedRun& run : plan.runs()) {
    shared = shared || run.same_as.index() != rows.size();
    rows.push_back(static_cast<std::uint32_t>(run.same_as.index()));
  }
  return shared ? rows : std::vector<std::uint32_t>();
}

}  // namespace

void BuiltIndex::load(std::size_t metric) {
  std::vector<double>& column = index.values[metric];
  if (!column.empty()) return;
  figures.read(std::span(index.metrics).subspan(metric, 1), std::span(&column, 1));
}

void append_plan(io::StudyIndex& index, const Study& study, const Plan& plan) {
  for (std::size_t i = index.points.size(); i < plan.points().size(); ++i) {
    const PlannedPoint& point = plan.points()[i];
    index.points.push_back({.id = static_cast<std::int64_t>(i),
                            .strategy = study.strategies()[point.strategy].name(),
                            .parameters = point.point.json()});
  }
  index.plan.reserve(plan.runs().size());
  for (std::size_t i = index.plan.size(); i < plan.runs().size(); ++i) {
    const PlannedRun& run = plan.runs()[i];
    io::PlanRow row;
    row.plan_index = static_cast<std::int64_t>(i);
    row.key = run.key;
    row.point = run.point.value();
    row.workload = static_cast<std::int64_t>(run.workload);
    row.seed = run.seed;
    index.plan.push_back(row);
  }
}

BuiltIndex build_index(const Study& study, const Plan& plan, const io::ResultFolder& folder,
                       const std::string& command, int ranks) {
  io::StudyIndex index;
  index.study = study.name();
  index.study_hash = folder.marker().study_hash;
  index.servesweep_version = kVersion;
  index.command = command;
  index.ranks = ranks;
  for (const StrategyTemplate& strategy : study.strategies()) {
    index.strategies.push_back(strategy.name());
  }
  index.baseline = study.strategies().front().name();
  for (const Metric& metric : study.metrics()) index.metrics.push_back(metric.column);
  append_plan(index, study, plan);
  index.values.resize(index.metrics.size());
  io::ShardFigures figures(index, folder, first_rows(plan));
  return {.index = std::move(index), .figures = std::move(figures)};
}

void write_index(const std::filesystem::path& file, const BuiltIndex& built, int threads) {
  const std::span<const io::MetricColumn> metrics = built.index.metrics;
  io::PackingCrew crew;
  const PackingHelpers helpers(crew, threads - 1,
                               built.index.plan.size() * metrics.size() * sizeof(double));
  const auto figures = [&](std::size_t first, std::span<std::vector<double>> columns) {
    built.figures.read(metrics.subspan(first, columns.size()), columns);
  };
  io::write_index(file, built.index, figures, crew);
}

}  // namespace servesweep::sweep
