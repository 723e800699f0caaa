#pragma once

#include <deque>
#include <vector>

#include "io/hdf5/shard_writer.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// Which runs of a rank are on disk: they get into its shards in the order in which they were
/// added, and shards become durable in the order in which they were begun.
class DurableRuns {
 public:
  void added(RunId run) { waiting_.push_back(run); }

  /// The runs that these shards hold, which have just become durable.
  [[nodiscard]] std::vector<RunId> in(const std::vector<io::CommittedShard>& shards);

 private:
  std::deque<RunId> waiting_;
};

}  // namespace servesweep::sweep
