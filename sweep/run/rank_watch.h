#pragma once

#include <string>
#include <vector>

#include "sweep/run/rank_account.h"
#include "sweep/run/rank_log.h"

namespace servesweep::sweep {

/// What one rank says of its own work while a study runs: its log, and the figures for rank 0. Used
/// from its main thread.
class RankWatch {
 public:
  struct Begin {
    std::string command;
    int rank = 0, ranks = 1, threads = 1;
  };
  RankWatch(const std::filesystem::path& folder, const Begin& begin, const WatchRules& rules);

  /// Books the time until the answer is destroyed as spent on storing.
  [[nodiscard]] RankAccount::Storing storing() { return RankAccount::Storing(account_); }
  /// Any thread.
  void ran(std::chrono::nanoseconds time) { account_.ran(time); }
  void finished(const io::RunResult& result, bool is_final);
  void committed(const std::vector<io::CommittedShard>& shards);
  void chunk_received(std::size_t runs);
  void chunk_done(std::size_t runs);
  /// "drained", "failed: no space left", …
  void ended(const std::string& how);

  /// For the next sign of life.
  [[nodiscard]] std::string pulse() { return account_.figures().encode(); }

 private:
  static constexpr std::size_t kMostFailureLines = 100;

  RankAccount account_;
  RankLog log_;
  std::size_t failure_lines_ = 0;
};

}  // namespace servesweep::sweep
