#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/hdf5/shard_writer.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What a rank tells rank 0 when it has finished a chunk: the shards that have become durable, and
/// of each simulation the figures that a search looks at, or why it failed.
struct ChunkNews {
  std::vector<io::CommittedShard> shards{};
  std::vector<std::pair<RunId, std::vector<double>>> figures{};
  std::vector<std::pair<RunId, std::string>> failures{};  ///< as stored: RunFailure::text()
  std::size_t runs = 0;          ///< that are finished, failed ones included
  std::vector<RunId> durable{};  ///< that are in those shards; of shared studies only

  [[nodiscard]] std::string encode() const;
  [[nodiscard]] static ChunkNews decode(std::string_view bytes);
};

}  // namespace servesweep::sweep
