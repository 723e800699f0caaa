#include "sweep/run/pilot.h"

#include <chrono>

#include "engine/simulate.h"
#include "io/hdf5/request_columns.h"
#include "sweep/statistics/moments.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// A shard compresses request rows to about this share of their size in memory.
constexpr double kDiskPerMemory = 0.25;

/// Share of the runs whose request tables are kept; of finalists, as many as there are strategies.
double kept_share(const Study& study, const Plan& plan) {
  const KeepRequests& keep = study.keep_requests();
  switch (keep.which) {
    case KeepRequests::Which::all:
      return 1;
    case KeepRequests::Which::sample: {
      const std::size_t seeds = study.seeds().size();
      return static_cast<double>((seeds - 1) / keep.every_seeds + 1) / static_cast<double>(seeds);
    }
    case KeepRequests::Which::finalists:
      return static_cast<double>(study.strategies().size()) /
             static_cast<double>(plan.points().size());
    case KeepRequests::Which::none:
      break;
  }
  return 0;
}

}  // namespace

double Pilot::mean_seconds_per_run() const {
  return mean_of(seconds_per_run);
}

Pilot Pilot::run(const Study& study, const Plan& plan) {
  Pilot pilot;
  engine::Simulator simulator;
  simulator.configure(plan.points().front().scenario);
  const double run_bytes = static_cast<double>(sizeof(double) * study.metrics().size());
  for (std::size_t i = 0; i < study.run_workload_count(); ++i) {
    const WorkloadFile& file = study.run_workload(i);
    const auto start = std::chrono::steady_clock::now();
    const engine::Workload workload = make_workload(file, study.seeds().front());
    std::vector<engine::RequestRecord> records(workload.requests.size());
    (void)simulator.run(workload, records);
    const auto end = std::chrono::steady_clock::now();
    pilot.seconds_per_run.push_back(std::chrono::duration<double>(end - start).count());

    double bytes = run_bytes;
    const bool is_whole = i < study.workloads().size();
    if (const double share = kept_share(study, plan); is_whole && share > 0) {
      io::RequestColumns columns;
      columns.append(io::PackedRequests(records));
      bytes += share * kDiskPerMemory * static_cast<double>(columns.bytes());
    }
    pilot.bytes_per_run.push_back(bytes);
  }
  return pilot;
}

}  // namespace servesweep::sweep
