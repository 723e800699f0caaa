#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/folder/result_folder.h"
#include "sweep/distribute/standing.h"
#include "sweep/run/live_file.h"
#include "sweep/run/rank_account.h"

namespace servesweep::sweep {

/// What only the driver of a study knows of its standing.
struct LiveFacts {
  std::size_t planned = 0;
  bool planned_is_most = false;
  std::size_t finished = 0;  ///< and reported in this attempt, failed ones included
  std::string search{}, seeds{};
  FailureTally failures{};  ///< of the whole study
};

/// Rank 0's watch over a running study: turns what the distribution tells into live.json. Costs a
/// look at every rank four times a second. Used from the main thread.
class LiveWatch {
 public:
  struct Job {
    std::filesystem::path file;
    std::string study, command;
    int ranks = 1;
    bool shares = false;  ///< it is one member of several that share the folder
  };
  /// `facts`: asked four times a second for numbers, and for everything (true) whenever something
  /// is written down. Must be callable as long as this lives.
  LiveWatch(Job job, const io::ResultFolder& folder, std::function<LiveFacts(bool)> facts);
  /// Tells that the study failed, unless it has ended.
  ~LiveWatch();
  LiveWatch(const LiveWatch&) = delete;
  LiveWatch& operator=(const LiveWatch&) = delete;

  /// So many of its runs were there.
  void found(std::size_t runs) { standing_.found = standing_.done = runs; }

  void phase(LivePhase phase, const std::string& detail = "");
  void stands(const DistributionStanding& standing);
  void committed(const std::vector<io::CommittedShard>& shards);

  /// What was counted at the end.
  struct End {
    LivePhase phase = LivePhase::done;
    std::size_t planned = 0;
    bool planned_is_most = false;
    std::size_t done = 0, failed = 0;
    std::string error;
  };
  void end(const End& end);

  /// As it would be written.
  [[nodiscard]] const LiveStanding& standing() const { return standing_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Usage {  ///< of a rank, some seconds ago: what its processors did since
    double elapsed_s = 0, processor_s = 0;
  };

  void take_last();
  void take_rank(std::size_t rank);
  [[nodiscard]] double seconds() const;
  void tell(bool at_once);

  std::function<LiveFacts(bool)> facts_;
  LiveStanding standing_;
  bool shares_;
  DistributionStanding last_;  ///< as it was told last
  LiveMeter meter_;
  std::vector<Usage> usage_;
  Clock::time_point began_ = Clock::now();
  std::optional<double> metered_s_;  ///< when the meter was told last
  Clock::time_point told_{};
  std::chrono::milliseconds period_;
  LiveFile file_;
};

}  // namespace servesweep::sweep
