#include "sweep/run/durable_runs.h"

#include "engine/base/contract.h"

namespace servesweep::sweep {

std::vector<RunId> DurableRuns::in(const std::vector<io::CommittedShard>& shards) {
  std::vector<RunId> runs;
  for (const io::CommittedShard& shard : shards) {
    SERVESWEEP_EXPECT(static_cast<std::size_t>(shard.runs) <= waiting_.size());
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(shard.runs);
    runs.insert(runs.end(), waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
  }
  return runs;
}

}  // namespace servesweep::sweep
