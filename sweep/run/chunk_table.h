#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "io/folder/lease_folder.h"
#include "sweep/run/chunk_layout.h"
#include "sweep/study/plan.h"

namespace servesweep::sweep {

/// What a member of a shared folder knows of each chunk of the plan: what it has found in the
/// shards when it came, what it runs itself, and what it has seen of the others.
class ChunkTable {
 public:
  enum class State : std::uint8_t {
    found,      ///< all runs were in shards when this member came
    free,       ///< nobody has it
    leased,     ///< another has it
    mine,       ///< this member has it
    done_here,  ///< by this member
    done        ///< by others, since this member came
  };

  ChunkTable() = default;
  /// `order`: all simulations of the plan as `layout` counts them. `missing`: those in no shard.
  ChunkTable(ChunkLayout layout, std::vector<RunId> order, std::vector<RunId> missing);

  [[nodiscard]] std::size_t size() const { return chunks_.size(); }
  [[nodiscard]] State state(std::size_t chunk) const { return chunks_[chunk].state; }
  /// The runs of a chunk that are to be simulated.
  [[nodiscard]] std::vector<RunId> runs_of(std::size_t chunk) const;
  [[nodiscard]] std::size_t found_runs() const { return found_runs_; }
  [[nodiscard]] double mean_run_seconds() const { return layout_.mean_run_seconds(); }

  /// What others do now. Takes from the board what does not concern this member: its own leases,
  /// and chunks that it knows to be done.
  void see(io::LeaseBoard& board);
  /// This member takes it, gets news of its runs, gives it back.
  void set(std::size_t chunk, State state) { chunks_[chunk].state = state; }

  /// The first free chunk from `start` on, going round.
  [[nodiscard]] std::optional<std::size_t> next_free(std::size_t start) const;

  [[nodiscard]] std::size_t count(State state) const;
  /// Runs of chunks in a state that were missing when this member came.
  [[nodiscard]] std::size_t runs(State state) const;

 private:
  struct Chunk {
    State state = State::found;
    std::size_t missing = 0;
  };

  ChunkLayout layout_;
  std::vector<RunId> order_;
  std::vector<bool> missing_;  ///< by position in the order
  std::vector<Chunk> chunks_;
  std::size_t found_runs_ = 0;
};

}  // namespace servesweep::sweep
