#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/hdf5/run_result.h"
#include "io/hdf5/shard_writer.h"

namespace servesweep::sweep {

/// What rank 0 knows of the work of one rank, since it began.
struct RankFigures {
  std::string host;
  int processors = 1;  ///< that it may use
  int machine_processors = 1;
  std::size_t finished = 0;     ///< runs, failed ones included, finalists not
  std::size_t failed = 0;       ///< of these
  std::size_t finals = 0;       ///< finalists simulated again
  std::size_t uncommitted = 0;  ///< runs of either kind that no shard on disk holds
  std::size_t timed = 0;        ///< runs that have run, those of chunks that go on included
  double run_s = 0;             ///< that these took together
  double longest_run_s = 0;
  double storing_s = 0;       ///< that its main thread spent on taking in and committing runs
  double since_commit_s = 0;  ///< since its last commit, or since it began
  double elapsed_s = 0;
  double processor_s = 0;  ///< of the process
  std::int64_t peak_memory_bytes = 0;

  [[nodiscard]] std::string encode() const;
  /// @throws std::runtime_error on bytes that encode() did not write
  [[nodiscard]] static RankFigures decode(std::string_view bytes);
};

/// One rank's account of itself. Used from its main thread, but for ran().
class RankAccount {
 public:
  RankAccount();

  /// A run has run for so long; any thread.
  void ran(std::chrono::nanoseconds time);
  void finished(const io::RunResult& result, bool is_final);
  void committed(const std::vector<io::CommittedShard>& shards);

  /// Books the time until it is destroyed as spent on storing.
  class Storing {
   public:
    explicit Storing(RankAccount& account) : account_(account) {}
    ~Storing() { account_.figures_.storing_s += seconds_since(begin_); }
    Storing(const Storing&) = delete;
    Storing& operator=(const Storing&) = delete;

   private:
    RankAccount& account_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  };

  /// As of now.
  [[nodiscard]] const RankFigures& figures();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] static double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
  }

  RankFigures figures_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point committed_ = Clock::now();
  std::atomic<std::int64_t> timed_ = 0, run_ns_ = 0, longest_run_ns_ = 0;
};

}  // namespace servesweep::sweep
