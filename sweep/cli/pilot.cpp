#include "sweep/cli/pilot.h"

#include <chrono>

#include "engine/simulate.h"
#include "io/hdf5/request_columns.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// A shard compresses request rows to about this share of their size in memory.
constexpr double kDiskPerMemory = 0.4;

}  // namespace

Pilot Pilot::run(const Study& study, const Plan& plan) {
  Pilot pilot;
  engine::Simulator simulator;
  simulator.configure(plan.points().front().scenario);
  const double run_bytes = static_cast<double>(sizeof(double) * study.metrics().size());
  for (const WorkloadFile& file : study.workloads()) {
    const auto start = std::chrono::steady_clock::now();
    const engine::Workload workload = make_workload(file, study.seeds().front());
    std::vector<engine::RequestRecord> records(workload.requests.size());
    (void)simulator.run(workload, records);
    const auto end = std::chrono::steady_clock::now();
    pilot.seconds_per_run.push_back(std::chrono::duration<double>(end - start).count());

    double bytes = run_bytes;
    if (study.keep_requests() == KeepRequests::all) {
      io::RequestColumns columns;
      columns.append(records);
      bytes += kDiskPerMemory * static_cast<double>(columns.bytes());
    }
    pilot.bytes_per_run.push_back(bytes);
  }
  return pilot;
}

}  // namespace servesweep::sweep
