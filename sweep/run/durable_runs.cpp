#include "sweep/run/durable_runs.h"

#include <cstdint>

namespace servesweep::sweep {

std::vector<RunId> durable_runs(const std::vector<io::CommittedShard>& shards) {
  std::vector<RunId> runs;
  for (const io::CommittedShard& shard : shards) {
    for (const std::int64_t run : shard.plan_indices) {
      runs.emplace_back(static_cast<std::int32_t>(run));
    }
  }
  return runs;
}

}  // namespace servesweep::sweep
