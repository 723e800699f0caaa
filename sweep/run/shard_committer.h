#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/shard_writer.h"
#include "sweep/run/commit_limits.h"
#include "sweep/run/packing_helpers.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// Collects the finished runs of one rank into shards and commits full and old ones in the
/// background: one is being written while the next fills. Used from one thread, but for help();
/// HDF5 is used by no other thread of the rank meanwhile.
class ShardCommitter {
 public:
  using Clock = std::chrono::steady_clock;

  /// Refers to `folder` and `plan`.
  ShardCommitter(const io::ResultFolder& folder, int rank, const Study& study, const Plan& plan,
                 CommitLimits limits = {});
  ~ShardCommitter();
  ShardCommitter(const ShardCommitter&) = delete;
  ShardCommitter& operator=(const ShardCommitter&) = delete;

  /// Starts a commit if the open shard is then full, and waits for the one before it.
  /// @throws engine::Problem if that could not be written
  void add(io::RunResult&& result, Clock::time_point now = Clock::now());

  /// Starts a commit if the open shard is old. Returns the shards that became durable since the
  /// last call. @throws engine::Problem if one could not be written
  [[nodiscard]] std::vector<io::CommittedShard> poll(Clock::time_point now = Clock::now());

  /// To be called now and then when nobody polls: starts a commit if the open shard is as old as
  /// this, unless one is being written. Never waits. Shards and errors come with the next poll() or
  /// finish(). @throws engine::Problem if one could not be written
  void tend(Clock::duration old, Clock::time_point now = Clock::now());

  /// The shards that became durable since the last call of this, poll() or finish(), as far as
  /// tend() has seen it.
  [[nodiscard]] std::vector<io::CommittedShard> take_committed();

  /// Commits everything and waits for it; same results and errors as poll().
  [[nodiscard]] std::vector<io::CommittedShard> finish();

  /// How long the next commit may take: as long as the longest so far, or what the open shard takes
  /// at the slowest pace so far, before the first at 20 MB/s of what it holds in memory.
  [[nodiscard]] std::chrono::duration<double> expected_commit() const;

  /// Compresses what the present commit has left to compress, together with it. Any thread.
  void help();
  /// Threads that do nothing else, for finish(): none if what is open and under way is packed soon.
  [[nodiscard]] PackingHelpers helpers(int threads);

 private:
  struct Written {
    io::CommittedShard shard;
    std::size_t bytes = 0;  ///< that it held in memory
    std::chrono::duration<double> took{};
  };

  [[nodiscard]] bool is_old(Clock::duration old, Clock::time_point now) const;
  [[nodiscard]] bool is_writing() const;
  void start_commit();
  void collect();
  void take(Written written);

  const io::ResultFolder& folder_;
  const Plan& plan_;
  CommitLimits limits_;
  io::ShardIdentity identity_;
  std::vector<io::MetricColumn> metrics_;
  io::PackingCrew crew_;
  std::optional<io::ShardWriter> open_;
  std::int64_t told_point_ = -1;  ///< the last one that the open shard was told of
  Clock::time_point opened_;
  std::future<Written> writing_;
  std::size_t writing_bytes_ = 0;  ///< what that shard held in memory
  std::chrono::duration<double> longest_commit_{};
  std::chrono::duration<double> slowest_per_byte_{};  ///< of commits that were not small
  std::vector<io::CommittedShard> committed_;
};

}  // namespace servesweep::sweep
