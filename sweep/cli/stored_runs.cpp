#include "sweep/cli/stored_runs.h"

#include "io/hdf5/shard_reader.h"

namespace servesweep::sweep {

StoredRuns StoredRuns::in(const io::ResultFolder& folder) {
  StoredRuns stored;
  for (const io::ShardName& name : folder.shards()) {
    const std::filesystem::path file = folder.shard_file(name);
    const io::ShardReader shard = io::ShardReader::open(folder, name);
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      (shard.failure(i).empty() ? stored.done : stored.failed).insert(shard.run_key(i));
    }
    ++stored.shards;
    stored.bytes += static_cast<std::int64_t>(std::filesystem::file_size(file));
  }
  return stored;
}

std::int64_t StoredRuns::count(const Plan& plan, const std::set<io::RunKey>& keys) {
  std::int64_t count = 0;
  for (const RunId run : plan.distinct_runs()) {
    if (keys.contains(plan.runs()[run.index()].key)) ++count;
  }
  return count;
}

}  // namespace servesweep::sweep
