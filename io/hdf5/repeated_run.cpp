#include "io/hdf5/repeated_run.h"

#include <algorithm>
#include <cmath>

namespace servesweep::io {

const ShardReader& RepeatedRuns::open(const std::filesystem::path& shard,
                                      const std::filesystem::path& other) {
  const auto known = open_.find(shard);
  if (known != open_.end()) return known->second;
  std::erase_if(open_, [&](const auto& entry) { return entry.first != other; });
  return open_.emplace(shard, ShardReader::open(shard)).first->second;
}

bool RepeatedRuns::same_requests(const RunPlace& first, const RunPlace& again) {
  const ShardReader& one = open(first.shard, again.shard);
  return one.read_requests(first.run) == open(again.shard, first.shard).read_requests(again.run);
}

bool same_outcome(const RunResult& first, const RunResult& again) {
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  return first.plan_index == again.plan_index && first.seed == again.seed &&
         first.strategy == again.strategy && first.point == again.point &&
         first.workload == again.workload && first.failure == again.failure &&
         std::ranges::equal(first.metrics, again.metrics, same);
}

}  // namespace servesweep::io
