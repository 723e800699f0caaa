#pragma once

#include <limits>
#include <vector>

#include "sweep/distribute/protocol.h"
#include "tests/benchmark/run_times.h"

namespace servesweep::benchmark {

/// What is wrong with a rank.
struct Ailment {
  double slowness = 1.0;  ///< its runs take so many times as long
  double pause_at_s = std::numeric_limits<double>::infinity();  ///< nothing moves from here
  double pause_s = 0.0;                                         ///< … for so long
};

/// A chunk that a rank has.
struct VirtualChunk {
  struct Run {
    double end_s;
    double seconds;  ///< that it took a thread
  };
  sweep::ChunkId id;
  std::vector<Run> runs;  ///< by their ends
  std::size_t told = 0;   ///< of them, reported on
  double hungry_s = 0;    ///< from here on fewer tasks of it wait than there are threads
};

/// The threads of one rank in virtual time: they take tasks as sweep::TaskPool does, chunk after
/// chunk, each thread that is free the next task of the list.
class VirtualRank {
 public:
  /// Precondition: threads ≥ 1.
  VirtualRank(int threads, Ailment ailment);

  /// Adds a chunk, and knows at once how it will go. Chunks come in the order of time.
  [[nodiscard]] VirtualChunk take(const sweep::ChunkOrder& order, double now_s,
                                  const RunTimes& times);

  [[nodiscard]] int threads() const { return static_cast<int>(free_s_.size()); }
  [[nodiscard]] const Ailment& ailment() const { return ailment_; }

 private:
  [[nodiscard]] double end_of_run(double start_s, double seconds) const;

  Ailment ailment_;
  std::vector<double> free_s_;  ///< when each thread is free: a heap, the earliest first
};

}  // namespace servesweep::benchmark
