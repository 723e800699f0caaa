#pragma once

#include <vector>

#include "sweep/distribute/worker.h"
#include "tests/benchmark/virtual_rank.h"

namespace servesweep::benchmark {

/// A rank with what it tells, as sweep::Worker does: of chunks that are finished, and of finished
/// tasks of others when that is due.
class VirtualPeer {
 public:
  VirtualPeer(int threads, Ailment ailment, sweep::ReportPace pace)
      : rank_(threads, ailment), pace_(pace) {}

  void take(const sweep::ChunkOrder& order, double now_s, const RunTimes& times) {
    chunks_.push_back(rank_.take(order, now_s, times));
  }

  /// When it next has something to tell; never, if it has no chunk.
  [[nodiscard]] double next_report_s() const;
  /// What it tells when its main thread is awake.
  [[nodiscard]] std::vector<sweep::ChunkReport> report(double now_s);

  [[nodiscard]] const VirtualRank& rank() const { return rank_; }
  /// The longest that a finished task had to wait for its report.
  [[nodiscard]] double longest_wait_s() const { return longest_wait_s_; }

 private:
  [[nodiscard]] double due_s() const;

  VirtualRank rank_;
  sweep::ReportPace pace_;
  double reported_s_ = 0;
  double longest_wait_s_ = 0;
  std::vector<VirtualChunk> chunks_;
};

}  // namespace servesweep::benchmark
