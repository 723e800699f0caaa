#include "sweep/cli/stored_runs.h"

#include "io/hdf5/shard_reader.h"

namespace servesweep::sweep {

StoredRuns StoredRuns::in(const io::ResultFolder& folder) {
  StoredRuns stored;
  for (const io::ShardName& name : folder.shards()) {
    const std::filesystem::path file = folder.shard_file(name);
    const io::ShardReader shard = io::ShardReader::open(folder, name);
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      if (shard.failure(i).empty()) {
        stored.done.insert(shard.run_key(i));
      } else {
        stored.failed.emplace(shard.run_key(i), shard.failure(i));
      }
    }
    ++stored.shards;
    stored.bytes += static_cast<std::int64_t>(std::filesystem::file_size(file));
  }
  for (const io::RunKey& key : stored.done) stored.failed.erase(key);
  return stored;
}

std::int64_t StoredRuns::done_of(const Plan& plan) const {
  std::int64_t count = 0;
  for (const RunId run : plan.distinct_runs()) {
    if (done.contains(plan.runs()[run.index()].key)) ++count;
  }
  return count;
}

FailureTally StoredRuns::failures_of(const Plan& plan) const {
  FailureTally tally;
  for (const RunId run : plan.distinct_runs()) {
    const auto found = failed.find(plan.runs()[run.index()].key);
    if (found != failed.end()) tally.add(run.value(), RunFailure::read(found->second));
  }
  return tally;
}

}  // namespace servesweep::sweep
