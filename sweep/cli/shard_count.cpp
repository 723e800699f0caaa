#include "sweep/cli/shard_count.h"

#include <algorithm>

#include "io/hdf5/shard_reader.h"

namespace servesweep::sweep {
namespace {

using Failure = std::pair<io::RunKey, std::string>;

struct Stored {
  std::vector<io::RunKey> done;  ///< sorted
  std::vector<Failure> failed;   ///< sorted
};

Stored stored_in(const io::ResultFolder& folder) {
  Stored stored;
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder.shard_file(name));
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      std::string failure = shard.failure(i);
      if (failure.empty()) {
        stored.done.push_back(shard.run_key(i));
      } else {
        stored.failed.emplace_back(shard.run_key(i), std::move(failure));
      }
    }
  }
  std::ranges::sort(stored.done);
  std::ranges::sort(stored.failed);
  return stored;
}

}  // namespace

ShardCount ShardCount::of(const io::ResultFolder& folder, const Plan& plan) {
  const Stored stored = stored_in(folder);
  ShardCount count;
  for (const RunId run : plan.distinct_runs()) {
    const io::RunKey& key = plan.runs()[run.index()].key;
    if (std::ranges::binary_search(stored.done, key)) {
      ++count.done;
      continue;
    }
    const auto failed = std::ranges::lower_bound(stored.failed, key, {}, &Failure::first);
    if (failed != stored.failed.end() && failed->first == key) count.failures.note(failed->second);
  }
  return count;
}

}  // namespace servesweep::sweep
