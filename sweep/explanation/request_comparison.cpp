#include "sweep/explanation/request_comparison.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "engine/metrics/early_request.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

using Records = std::vector<engine::RequestRecord>;

constexpr std::size_t kRecordsAtOnce = 1'000'000;

/// A request of the warm-up counts in no figure, so it has no latency here.
void leave_out(engine::RequestRecord& record) {
  record.status = engine::RequestStatus::unrouted;
  record.ttft_us = record.e2e_us = engine::kNever;
}

/// The request tables of both sides, seed by seed: strategy at even positions.
std::vector<Records> tables_of(DirectRuns& direct, const ScenarioPair& pair,
                               std::span<const std::uint64_t> seeds) {
  std::vector<DirectRun> runs;
  for (const std::uint64_t seed : seeds) {
    for (const std::size_t scenario : {pair.strategy, pair.baseline}) {
      runs.push_back({.scenario = scenario, .workload = pair.workload, .seed = seed});
    }
  }
  const auto from_us = direct.workload(pair.workload).measure_from_us;
  std::vector<Records> tables(runs.size());
  direct.look_at(runs, true, [&](std::size_t run, const engine::Summary&, auto requests) {
    tables[run].assign(requests.begin(), requests.end());
    for (engine::RequestRecord& record : tables[run]) {
      if (engine::is_before(record, from_us)) leave_out(record);
    }
  });
  return tables;
}

}  // namespace

std::vector<std::string> class_names(const WorkloadFile& workload) {
  if (workload.trace) return workload.classes();
  // The generator numbers classes before it draws; one request is the least it makes.
  WorkloadFile least = workload;
  least.spec.requests = 1;
  std::vector<std::string> names;
  for (const engine::SloClass& one : make_workload(least, 0).classes) names.push_back(one.name);
  return names;
}

std::vector<std::vector<CellDifference>> compare_requests(
    DirectRuns& direct, const ScenarioPair& pair, std::span<const std::uint64_t> seeds,
    std::size_t classes, const engine::LatencyModel& cost, const CellFilter& wanted) {
  std::vector<std::vector<CellDifference>> differences(seeds.size());
  tbb::task_arena arena(direct.threads());
  for (std::size_t done = 0, at_once = 1; done < seeds.size();) {
    const std::size_t count = std::min(at_once, seeds.size() - done);
    const std::vector<Records> tables = tables_of(direct, pair, seeds.subspan(done, count));
    arena.execute([&] {
      tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        differences[done + i] =
            decompose_seed(tables[2 * i], tables[2 * i + 1], classes, cost, wanted);
      });
    });
    done += count;
    at_once = std::max<std::size_t>(1, kRecordsAtOnce / (2 * tables.front().size() + 1));
  }
  return differences;
}

}  // namespace servesweep::sweep
