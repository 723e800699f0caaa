#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace servesweep::sweep {

/// How the runs of a plan, in the order of tasks, are cut into the chunks that members of a shared
/// folder lease. Whoever comes first measures and writes it down (leases/chunks.json); everybody
/// else takes what is written, so that a chunk's number means the same to all.
class ChunkLayout {
 public:
  /// What one chunk should keep a member busy: a lease costs a few operations on files, and a dead
  /// member costs its chunks.
  static constexpr double kChunkSeconds = 30;
  /// Few enough to list the folder of leases quickly, which wins over kChunkSeconds.
  static constexpr std::size_t kMostChunks = 10'000;
  /// As many as there are runs for, so that a short study keeps many members busy to its end.
  static constexpr std::size_t kWantedChunks = 256;

  /// Chunks of neighbours of about equal cost, each of at least one run: kChunkSeconds of `threads`
  /// threads, or less if there were fewer than kWantedChunks then. `run_seconds`: of every run, on
  /// one core; 0 counts as very little. `plan`: its fingerprint.
  [[nodiscard]] static ChunkLayout cut(std::string plan, std::span<const double> run_seconds,
                                       int threads);

  [[nodiscard]] std::string json() const;
  /// Problem if the text is damaged; `where` names it.
  [[nodiscard]] static ChunkLayout read(const std::string& text, const std::string& where);

  [[nodiscard]] const std::string& plan() const { return plan_; }
  [[nodiscard]] std::size_t chunks() const { return ends_.size(); }
  [[nodiscard]] std::size_t runs() const { return ends_.empty() ? 0 : ends_.back(); }
  /// Positions of a chunk's runs: first, and one after the last.
  [[nodiscard]] std::pair<std::size_t, std::size_t> range(std::size_t chunk) const;
  /// Expected, on one core.
  [[nodiscard]] double mean_run_seconds() const { return mean_run_seconds_; }

 private:
  std::string plan_;
  double mean_run_seconds_ = 0;
  std::vector<std::size_t> ends_;  ///< by chunk: one after its last run
};

}  // namespace servesweep::sweep
