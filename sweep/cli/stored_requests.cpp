#include "sweep/cli/stored_requests.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostOpenShards = 32;

}  // namespace

StoredRequests::StoredRequests(const io::ResultFolder& folder) : folder_(folder) {
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder, name);
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      if (shard.request_count(i) == 0) continue;  // another shard may hold its rows
      places_.try_emplace(shard.run_key(i), Place{.shard = name, .run = i});
    }
    rows_ += static_cast<std::int64_t>(shard.requests());
  }
}

std::vector<engine::RequestRecord> StoredRequests::read(const io::RunKey& key) {
  const auto place = places_.find(key);
  if (place == places_.end()) return {};
  return open(place->second.shard).read_requests(place->second.run);
}

io::ShardReader& StoredRequests::open(const io::ShardName& name) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  if (found != open_.end()) {
    open_.splice(open_.begin(), open_, found);
  } else {
    open_.emplace_front(name, io::ShardReader::open(folder_, name));
    if (open_.size() > kMostOpenShards) open_.pop_back();
  }
  return open_.front().second;
}

}  // namespace servesweep::sweep
