#pragma once

#include <vector>

#include "io/hdf5/shard_writer.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// The runs that shards hold which have just become durable.
[[nodiscard]] std::vector<RunId> durable_runs(const std::vector<io::CommittedShard>& shards);

}  // namespace servesweep::sweep
