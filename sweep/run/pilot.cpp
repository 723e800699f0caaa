#include "sweep/run/pilot.h"

#include <algorithm>
#include <cstdint>
#include <ctime>

#include "engine/simulate.h"
#include "io/hdf5/request_columns.h"
#include "sweep/statistics/moments.h"
#include "sweep/study/make_workload.h"

namespace servesweep::sweep {
namespace {

/// A shard compresses request rows to about this share of their size in memory.
constexpr double kDiskPerMemory = 0.17;

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

/// Processor time of this thread: what a run costs is the same on a busy machine.
double core_seconds() {
  std::timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Of a run with its requests.
double least_seconds(engine::Simulator& simulator, const WorkloadFile& file, std::uint64_t seed,
                     std::vector<engine::RequestRecord>& records) {
  constexpr int kMostTimes = 5;
  constexpr double kEnoughSeconds = 0.1;
  double least = 0;
  const double begin = core_seconds();
  for (int time = 0; time < kMostTimes && (time == 0 || core_seconds() - begin < kEnoughSeconds);
       ++time) {
    const double start = core_seconds();
    const engine::Workload workload = make_workload(file, seed);
    records.assign(workload.requests.size(), {});
    (void)simulator.run(workload, records);
    const double seconds = core_seconds() - start;
    least = time == 0 ? seconds : std::min(least, seconds);
  }
  return least;
}

}  // namespace

Pilot::Spread Pilot::spread(const Study& study, const Plan& plan) const {
  constexpr std::size_t kOthers = 4;
  constexpr double kTooLong = 1;
  Spread spread;
  const double baseline = seconds_per_run.front();
  if (baseline >= kTooLong || baseline <= 0) return spread;
  const std::size_t others = std::min(kOthers, plan.points().size() - 1);
  engine::Simulator simulator;
  std::vector<engine::RequestRecord> records;
  for (std::size_t i = 1; i <= others; ++i) {
    const std::size_t point = i * (plan.points().size() - 1) / others;
    simulator.configure(plan.points()[point].scenario);
    const double ratio =
        least_seconds(simulator, study.run_workload(0), study.seeds().front(), records) / baseline;
    spread.least = std::min(spread.least, ratio);
    spread.most = std::max(spread.most, ratio);
    ++spread.points;
  }
  return spread;
}

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
    std::vector<engine::RequestRecord> records;
    pilot.seconds_per_run.push_back(least_seconds(simulator, file, study.seeds().front(), records));

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
