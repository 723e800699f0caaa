#include "sweep/explanation/seed_decomposition.h"

#include <cmath>

#include "engine/base/contract.h"
#include "engine/metrics/percentile.h"
#include "sweep/explanation/percentile_path.h"
#include "sweep/explanation/request_parts.h"

namespace servesweep::sweep {
namespace {

using engine::RequestRecord;

/// Latencies of one kind and group.
struct Group {
  std::vector<PairedLatency> paired{};
  std::vector<double> baseline_only{}, strategy_only{};
};

double statistic_of(std::vector<double> values_us, double percent) {
  if (values_us.empty()) return std::numeric_limits<double>::quiet_NaN();
  if (percent >= 0) return engine::percentile(std::span(values_us), percent);
  double sum_us = 0;
  for (const double value_us : values_us) sum_us += value_us;
  return sum_us / static_cast<double>(values_us.size());
}

/// The statistic over the paired requests on one side, or over these and others.
double side_us(const Group& group, double PairedLatency::*side, const std::vector<double>& others,
               double percent) {
  std::vector<double> values_us = others;
  values_us.reserve(others.size() + group.paired.size());
  for (const PairedLatency& one : group.paired) values_us.push_back(one.*side);
  return statistic_of(std::move(values_us), percent);
}

CellDifference difference_of(const Group& group, double percent) {
  CellDifference cell;
  cell.both = static_cast<std::int64_t>(group.paired.size());
  cell.baseline_only = static_cast<std::int64_t>(group.baseline_only.size());
  cell.strategy_only = static_cast<std::int64_t>(group.strategy_only.size());
  cell.baseline_us = side_us(group, &PairedLatency::from_us, group.baseline_only, percent);
  cell.strategy_us = side_us(group, &PairedLatency::to_us, group.strategy_only, percent);
  double& served_us = cell.parts_us[index_of(LatencyPart::served)];
  if (group.paired.empty()) {
    served_us = cell.strategy_us - cell.baseline_us;
    return cell;
  }
  cell.parts_us =
      percent < 0 ? attribute_mean(group.paired) : attribute_percentile(group.paired, percent);
  if (cell.baseline_only > 0) {
    served_us += side_us(group, &PairedLatency::from_us, {}, percent) - cell.baseline_us;
  }
  if (cell.strategy_only > 0) {
    served_us += cell.strategy_us - side_us(group, &PairedLatency::to_us, {}, percent);
  }
  return cell;
}

void add_request(const RequestRecord& strategy, const RequestRecord& baseline, LatencyKind kind,
                 const engine::LatencyModel& cost, std::span<Group* const> groups) {
  const bool has = has_latency(strategy, kind), had = has_latency(baseline, kind);
  PairedLatency pair;
  if (has && had) pair.change_us = change_of(strategy, baseline, kind, cost);
  if (has) pair.to_us = latency_us(strategy, kind);
  if (had) pair.from_us = latency_us(baseline, kind);
  for (Group* group : groups) {
    if (has && had) {
      group->paired.push_back(pair);
    } else if (has) {
      group->strategy_only.push_back(pair.to_us);
    } else if (had) {
      group->baseline_only.push_back(pair.from_us);
    }
  }
}

}  // namespace

std::vector<LatencyCell> latency_cells(std::size_t classes) {
  std::vector<LatencyCell> cells;
  for (const LatencyKind kind : kLatencyKinds) {
    for (std::size_t group = 0; group <= classes; ++group) {
      for (std::size_t s = 0; s < kLatencyStatistics.size(); ++s) {
        cells.push_back({.kind = kind, .group = group, .statistic = s});
      }
    }
  }
  return cells;
}

std::vector<CellDifference> decompose_seed(std::span<const RequestRecord> strategy,
                                           std::span<const RequestRecord> baseline,
                                           std::size_t classes, const engine::LatencyModel& cost,
                                           const CellFilter& wanted) {
  SERVESWEEP_EXPECT(strategy.size() == baseline.size());
  std::vector<CellDifference> cells;
  for (const LatencyKind kind : kLatencyKinds) {
    std::vector<Group> groups(classes + 1);
    for (std::size_t i = 0; i < strategy.size(); ++i) {
      Group* const members[] = {&groups[0], &groups[strategy[i].slo_class.index() + 1]};
      add_request(strategy[i], baseline[i], kind, cost, members);
    }
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (std::size_t s = 0; s < kLatencyStatistics.size(); ++s) {
        const LatencyCell cell{.kind = kind, .group = group, .statistic = s};
        cells.emplace_back();
        if (wanted && !wanted(cell)) continue;
        const bool is_everybody = classes == 1 && group == 1 && !wanted;
        cells.back() = is_everybody ? cells[cells.size() - 1 - kLatencyStatistics.size()]
                                    : difference_of(groups[group], kLatencyStatistics[s].percent);
      }
    }
  }
  return cells;
}

}  // namespace servesweep::sweep
