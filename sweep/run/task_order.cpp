#include "sweep/run/task_order.h"

#include <algorithm>
#include <tuple>

namespace servesweep::sweep {
namespace {

/// Requests of the seeds of a block: what the workload fixes of them comes again at the next point,
/// and deflate, which looks back 32 KiB, still sees it.
constexpr std::size_t kBlockRequests = 16'000;
/// More seeds do not make configuring any cheaper.
constexpr std::size_t kMostBlockSeeds = 64;

}  // namespace

std::vector<RunId> in_task_order(const Plan& plan, std::vector<RunId> runs,
                                 const std::vector<std::size_t>& requests_per_run) {
  const auto place = [&](RunId id) {
    const PlannedRun& run = plan.runs()[id.index()];
    const std::size_t requests = std::max<std::size_t>(requests_per_run[run.workload], 1);
    const std::size_t block_seeds =
        std::clamp<std::size_t>(kBlockRequests / requests, 1, kMostBlockSeeds);
    return std::tuple(run.workload, run.replication / block_seeds, id);
  };
  std::vector<decltype(place(RunId()))> places;
  places.reserve(runs.size());
  for (const RunId run : runs) places.push_back(place(run));
  std::sort(places.begin(), places.end());
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i] = std::get<RunId>(places[i]);
  return runs;
}

}  // namespace servesweep::sweep
