#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/shard_writer.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// When a rank closes its open shard: what a crash can lose.
struct CommitLimits {
  std::size_t bytes = std::size_t{64} << 20;
  std::chrono::seconds age{60};
};

/// Collects the finished runs of one rank into shards and commits full ones in the background: one
/// is being written while the next fills, and a third waits. Used from one thread, but for help();
/// HDF5 is used by no other thread of the rank meanwhile.
class ShardCommitter {
 public:
  /// Refers to `folder` and `plan`.
  ShardCommitter(const io::ResultFolder& folder, int rank, const Study& study, const Plan& plan,
                 CommitLimits limits = {});
  ~ShardCommitter();
  ShardCommitter(const ShardCommitter&) = delete;
  ShardCommitter& operator=(const ShardCommitter&) = delete;

  void add(io::RunResult&& result);

  /// Starts a commit if the open shard is full or old. Returns the shards that became durable since
  /// the last call. @throws engine::Problem if one could not be written
  [[nodiscard]] std::vector<io::CommittedShard> poll();

  /// Commits everything and waits for it; same results and errors as poll().
  [[nodiscard]] std::vector<io::CommittedShard> finish();

  /// Compresses what the present commit has left to compress, together with it. Any thread.
  void help();

 private:
  void start_commit();
  void collect();

  const io::ResultFolder& folder_;
  const Plan& plan_;
  CommitLimits limits_;
  io::ShardIdentity identity_;
  std::vector<io::MetricColumn> metrics_;
  io::PackingCrew crew_;
  std::optional<io::ShardWriter> open_;
  std::int64_t told_point_ = -1;  ///< the last one that the open shard was told of
  std::chrono::steady_clock::time_point opened_;
  std::future<io::CommittedShard> writing_;
  std::vector<io::CommittedShard> committed_;
};

}  // namespace servesweep::sweep
