#include "sweep/cli/pooled_view.h"

#include <fmt/format.h>

#include <utility>

#include "engine/base/problem.h"
#include "sweep/cli/kept_latencies.h"

namespace servesweep::sweep {
namespace {

/// Reads the tables of one folder.
class PoolReader {
 public:
  PoolReader(const RankingView& ranking, PooledView& view)
      : ranking_(ranking), view_(view), latencies_(ranking.results) {}

  void add(const Ranking& ranking);

 private:
  [[nodiscard]] std::vector<LatencyPool> pools(const Ranking& ranking, const RankedPoint& point,
                                               const std::vector<LatencyGroup>& groups);

  const RankingView& ranking_;
  PooledView& view_;
  KeptLatencies latencies_;
};

/// By group; empty if no table of the point was kept.
std::vector<LatencyPool> PoolReader::pools(const Ranking& ranking, const RankedPoint& point,
                                           const std::vector<LatencyGroup>& groups) {
  std::vector<LatencyPool> pools;
  for (LatenciesBySeed& one : latencies_.of(ranking.workload, point.point.id, groups)) {
    if (!one.empty()) pools.emplace_back(std::move(one), view_.question);
  }
  view_.sampled = latencies_.lacks_some();
  return pools;
}

void PoolReader::add(const Ranking& ranking) {
  const auto workload = static_cast<std::size_t>(ranking.workload);
  const std::vector<LatencyGroup> groups =
      latency_groups(ranking_.results.study.workloads()[workload]);
  const std::vector<LatencyPool> baseline = pools(ranking, ranking.rows.front(), groups);
  if (baseline.empty()) {
    throw engine::Problem(
        ranking_.results.folder.path().string(),
        fmt::format("holds no request table of the baseline '{}'", ranking_.question.baseline),
        "pooled percentiles need the requests themselves",
        "run the study with keep_requests: all, sample or finalists into another folder");
  }
  for (const RankedPoint& row : ranking.rows) {
    const bool is_baseline = row.comparisons.empty();
    const std::vector<LatencyPool> own =
        is_baseline ? std::vector<LatencyPool>() : pools(ranking, row, groups);
    if (own.empty() && !is_baseline) view_.untold.push_back(&row);
    const std::vector<LatencyPool>& shown = is_baseline ? baseline : own;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      PooledRow pooled{.workload = ranking.workload,
                       .row = &row,
                       .latency = groups[k].latency(),
                       .slo_class = groups[k].class_name,
                       .pooled = shown[k].pooled()};
      if (!is_baseline) pooled.difference = shown[k].difference_from(baseline[k]);
      view_.rows.push_back(std::move(pooled));
    }
  }
}

}  // namespace

PooledView PooledView::of(const RankingView& ranking, const PoolQuestion& question) {
  PooledView view{.question = question};
  PoolReader reader(ranking, view);
  for (const Ranking& one : ranking.rankings) reader.add(one);
  return view;
}

}  // namespace servesweep::sweep
