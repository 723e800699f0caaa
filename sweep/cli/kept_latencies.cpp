#include "sweep/cli/kept_latencies.h"

#include "engine/metrics/early_request.h"
#include "sweep/cli/request_table.h"

namespace servesweep::sweep {

std::vector<LatencyGroup> latency_groups(const WorkloadFile& workload) {
  const std::vector<std::string> classes = RequestNames::of(workload).classes;
  std::vector<LatencyGroup> groups;
  for (const bool e2e : {false, true}) {
    groups.push_back({.e2e = e2e});
    for (std::size_t id = 0; id < classes.size() && classes.size() > 1; ++id) {
      groups.push_back({e2e, static_cast<std::int32_t>(id), classes[id]});
    }
  }
  return groups;
}

KeptLatencies::KeptLatencies(const Results& results)
    : results_(results), requests_(results.folder) {
  const auto& plan = results.index.plan;
  for (std::size_t row = 0; row < plan.size(); ++row) {
    runs_[{plan[row].workload, plan[row].point}].push_back(row);
  }
}

std::vector<LatenciesBySeed> KeptLatencies::of(std::int64_t workload, std::int64_t point,
                                               const std::vector<LatencyGroup>& groups) {
  const auto& from_us =
      results_.study.workloads()[static_cast<std::size_t>(workload)].measure_from_us;
  std::vector<LatenciesBySeed> latencies(groups.size());
  for (const std::size_t row : runs_[{workload, point}]) {
    const io::PlanRow& run = results_.index.plan[row];
    if (run.status != io::RunStatus::done) continue;
    std::vector<engine::RequestRecord> records = requests_.read(run.key);
    lacks_some_ = lacks_some_ || records.empty();
    // The warm-up does not count.
    std::erase_if(records, [&](const auto& one) { return engine::is_before(one, from_us); });
    for (std::size_t k = 0; k < groups.size() && !records.empty(); ++k) {
      latencies[k].emplace(run.seed, latencies_ms(records, groups[k].e2e, groups[k].slo_class));
    }
  }
  return latencies;
}

}  // namespace servesweep::sweep
