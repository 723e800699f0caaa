#include "sweep/cli/pooled_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/problem.h"
#include "engine/metrics/early_request.h"
#include "sweep/cli/request_table.h"

namespace servesweep::sweep {
namespace {

/// TTFT and E2E, each of all requests and of every class.
struct PoolKind {
  bool e2e = false;
  std::optional<std::int32_t> slo_class{};
  std::string class_name{};
};

std::vector<PoolKind> pool_kinds(const WorkloadFile& workload) {
  const std::vector<std::string> classes = RequestNames::of(workload).classes;
  std::vector<PoolKind> kinds;
  for (const bool e2e : {false, true}) {
    kinds.push_back({.e2e = e2e});
    for (std::size_t id = 0; id < classes.size() && classes.size() > 1; ++id) {
      kinds.push_back({e2e, static_cast<std::int32_t>(id), classes[id]});
    }
  }
  return kinds;
}

/// Reads the tables of one folder.
class PoolReader {
 public:
  PoolReader(const RankingView& ranking, PooledView& view)
      : ranking_(ranking), view_(view), requests_(ranking.results.folder) {
    const auto& plan = ranking.results.index.plan;
    for (std::size_t row = 0; row < plan.size(); ++row) {
      runs_[{plan[row].workload, plan[row].point}].push_back(row);
    }
  }

  void add(const Ranking& ranking);

 private:
  [[nodiscard]] std::vector<LatencyPool> pools(const Ranking& ranking, const RankedPoint& point,
                                               const std::vector<PoolKind>& kinds);

  const RankingView& ranking_;
  PooledView& view_;
  StoredRequests requests_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::size_t>> runs_;
};

/// By kind; empty if no table of the point was kept.
std::vector<LatencyPool> PoolReader::pools(const Ranking& ranking, const RankedPoint& point,
                                           const std::vector<PoolKind>& kinds) {
  const auto workload = static_cast<std::size_t>(ranking.workload);
  const auto& from_us = ranking_.results.study.workloads()[workload].measure_from_us;
  std::vector<LatenciesBySeed> latencies(kinds.size());
  for (const std::size_t row : runs_[{ranking.workload, point.point.id}]) {
    const io::PlanRow& run = ranking_.results.index.plan[row];
    if (run.status != io::RunStatus::done) continue;
    std::vector<engine::RequestRecord> records = requests_.read(run.key);
    view_.sampled = view_.sampled || records.empty();
    // The warm-up does not count.
    std::erase_if(records, [&](const auto& one) { return engine::is_before(one, from_us); });
    for (std::size_t k = 0; k < kinds.size() && !records.empty(); ++k) {
      latencies[k].emplace(run.seed, latencies_ms(records, kinds[k].e2e, kinds[k].slo_class));
    }
  }
  std::vector<LatencyPool> pools;
  for (LatenciesBySeed& one : latencies) {
    if (!one.empty()) pools.emplace_back(std::move(one), view_.question);
  }
  return pools;
}

void PoolReader::add(const Ranking& ranking) {
  const auto workload = static_cast<std::size_t>(ranking.workload);
  const std::vector<PoolKind> kinds = pool_kinds(ranking_.results.study.workloads()[workload]);
  const std::vector<LatencyPool> baseline = pools(ranking, ranking.rows.front(), kinds);
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
        is_baseline ? std::vector<LatencyPool>() : pools(ranking, row, kinds);
    if (own.empty() && !is_baseline) view_.untold.push_back(&row);
    const std::vector<LatencyPool>& shown = is_baseline ? baseline : own;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      PooledRow pooled{.workload = ranking.workload,
                       .row = &row,
                       .latency = kinds[k].e2e ? "e2e" : "ttft",
                       .slo_class = kinds[k].class_name,
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
