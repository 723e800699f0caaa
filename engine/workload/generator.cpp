#include "engine/workload/generator.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

constexpr std::int64_t kMostReserved = 65'536;

}  // namespace

void WorkloadGenerator::generate(std::uint64_t seed, Workload& workload) {
  drawer_.restart(seed);
  drawer_.roster().introduce(seed, workload);
  workload.requests.clear();
  contents_.clear();
  if (drawer_.cap() <= kMostRequests) {
    workload.requests.reserve(static_cast<std::size_t>(std::min(drawer_.cap(), kMostReserved)));
  }
  for (Request request; drawer_.draw(request);) {
    workload.requests.push_back(request);
    contents_.push_back(drawer_.content());
  }
  workload.chains = drawer_.chains();
  // Only now that `segments` has stopped growing may requests point into it.
  drawer_.segments().copy_to(workload.segments);
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    const auto [begin, count] = contents_[i];
    if (count > 0) workload.requests[i].content = {workload.segments.data() + begin, count};
  }
}

Workload generate(const WorkloadSpec& spec, std::uint64_t seed) {
  Workload workload;
  generate(spec, seed, workload);
  return workload;
}

void generate(const WorkloadSpec& spec, std::uint64_t seed, Workload& workload) {
  WorkloadGenerator(spec).generate(seed, workload);
}

}  // namespace servesweep::engine
