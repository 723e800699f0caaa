#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/folder/lease_folder.h"
#include "sweep/distribute/supply.h"
#include "sweep/run/chunk_news.h"
#include "sweep/run/chunk_table.h"
#include "sweep/run/lease_keeper.h"
#include "sweep/run/lease_watch.h"
#include "sweep/run/shared_rules.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {

/// Rank 0's part in sharing a study with other processes (members), which know of one another only
/// through the files of the result folder: leases a chunk of the plan when work runs low, hands its
/// runs on as further tasks, and marks it as done when all of them are in durable shards.
///
/// Leases save work and decide nothing: what two members have both run is equal, and what is done
/// is what the shards hold when a member joins, and what was marked since.
class SharedRound {
 public:
  using Clock = std::chrono::steady_clock;
  /// Takes runs into the tasks of this rank; their number.
  using TakeRuns = std::function<std::size_t(const std::vector<RunId>&)>;

  /// Finds out what is to be done. Refers to the desk, which is a member. `threads`: of all its
  /// ranks. Problem if the folder's list of chunks is of another plan.
  SharedRound(StudyDesk& desk, SharedRules rules, int threads);

  /// Simulations that the folder held when this member joined.
  [[nodiscard]] std::size_t found() const { return table_.found_runs(); }
  /// Simulations that others have finished since, as of the last look.
  [[nodiscard]] std::size_t done_by_others() const { return done_by_others_; }

  /// The next chunk, as text for the other ranks, and how many tasks it brings. Closed when nothing
  /// is left to lease; then what is finished is to be committed, and if this is not over() it is to
  /// be asked again.
  [[nodiscard]] Supply next(const TakeRuns& take);
  /// Nothing is left to lease and every other holder was seen alive since: whoever is dead would
  /// have lost his chunk by then, and to wait for the living would keep a machine idle.
  [[nodiscard]] bool over() const { return over_; }
  /// What the text of an extension says.
  [[nodiscard]] static std::vector<RunId> runs_in(std::string_view text);

  /// Runs are finished, or durable.
  void note(const ChunkNews& news);

  /// Gives back what this member cannot finish any more, and looks for the last time at what is
  /// left to others. To be called when all shards are committed.
  void look_back();
  [[nodiscard]] bool all_done() const { return left_runs() == 0; }
  /// Simulations of chunks that are not done.
  [[nodiscard]] std::size_t left_runs() const;
  /// "member 3 has run 12 of 64 chunks, others 40; 2 chunks (31 runs) are leased by other members".
  [[nodiscard]] std::string standing() const;

 private:
  using State = ChunkTable::State;

  [[nodiscard]] ChunkLayout read_layout(const std::vector<RunId>& order, int threads) const;
  void look(Clock::time_point now);
  [[nodiscard]] std::optional<std::size_t> lease_one(Clock::time_point now);
  [[nodiscard]] std::optional<std::size_t> inherit_one(Clock::time_point now);
  void hold(const io::Lease& lease);
  [[nodiscard]] Supply hand_out(std::size_t chunk, const TakeRuns& take);
  [[nodiscard]] bool may_leave() const;
  void tell_lost();

  StudyDesk& desk_;
  SharedRules rules_;
  io::LeaseFolder leases_;
  LeaseKeeper keeper_;
  LeaseWatch watch_;
  ChunkTable table_;
  std::size_t start_ = 0;     ///< members begin at different chunks, so that they seldom meet
  std::size_t in_stock_ = 0;  ///< tasks to have unfinished before another chunk is leased
  std::unordered_map<std::int32_t, std::size_t> chunk_of_run_;  ///< of runs that are not durable
  std::unordered_map<std::size_t, std::size_t> waiting_;        ///< how many of those, by chunk
  std::size_t unfinished_ = 0;
  io::LeaseBoard board_;
  std::int64_t server_ns_ = 0;  ///< when the board was looked at, by the file server's clock
  Clock::time_point looked_{};
  Clock::time_point next_look_{};
  std::optional<Clock::time_point> ran_out_;  ///< since when there is nothing to lease
  bool over_ = false;
  std::size_t done_by_others_ = 0;
};

}  // namespace servesweep::sweep
