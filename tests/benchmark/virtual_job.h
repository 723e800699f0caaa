#pragma once

#include <cstddef>
#include <cstdint>

#include "sweep/distribute/chunk_policy.h"

namespace servesweep::benchmark {

/// What messages and the rest around the runs take, in seconds.
struct MessageCosts {
  double latency_s = 2e-6;       ///< from sending to arriving
  double receive_s = 2e-6;       ///< of rank 0's main thread, per message, its answer decided
  double send_s = 1e-6;          ///< … per message sent
  double per_byte_s = 1 / 10e9;  ///< … per byte, either way
  double slack_s = 60e-6;        ///< by which a nap is too long
  double wake_s = 0;             ///< more where rank 0 computes on every core: its turn comes late
  double keep_run_s = 2e-6;      ///< of a main thread, per finished run: into the open shard
  double commit_every_s = 60;    ///< a rank closes its shard so often,
  double commit_pause_s = 0;     ///< … which holds its main thread up so long,
  double journal_s = 0;          ///< … and rank 0's, which notes it, so long
};

/// The job whose end is looked for.
struct JobShape {
  int ranks = 1;
  int threads = 64;          ///< per rank
  int threads_of_zero = 64;  ///< of rank 0, which coordinates as well
  double runs_per_thread = 100;
  double mean_run_s = 5e-3;
  double log_deviation = 0.5;
  int slow_ranks = 0;   ///< the last ones
  double slowness = 2;  ///< of those
  double pause_s = 0;   ///< the last rank stands still for so long, half-way
  std::uint64_t seed = 1;
};

/// How work is handed out.
struct Protocol {
  sweep::ChunkLimits limits{};
  bool parts = true;   ///< ranks report on parts of chunks, else on whole ones
  bool lists = false;  ///< tasks travel as lists of ids (counted, not sent), else as ranges
};

/// What became of it.
struct JobTrace {
  double end_s = 0;         ///< all ranks are released
  double efficiency = 0;    ///< what the machine could have done it in / end_s
  double coordinating = 0;  ///< share of the time in which rank 0's main thread was busy
  double tail = 0;          ///< share from the last chunk handed out to the end
  std::size_t chunks = 0;
  double bytes = 0;            ///< that rank 0 sent
  double longest_wait_s = 0;   ///< of a finished task for its commit: what a crash may cost
  std::size_t peak_inbox = 0;  ///< messages that waited at rank 0 at once
};

/// Plays a job in virtual time: the real sweep::Coordinator with its queue and its messages, ranks
/// that take chunks as sweep::Worker and sweep::TaskPool do, main threads that nap as
/// sweep::Backoff says. Rank 0's main thread deals with one message after the other.
/// @throws std::logic_error if a task is lost
[[nodiscard]] JobTrace play_job(const JobShape& shape, const Protocol& protocol,
                                const MessageCosts& costs);

/// The efficiency of one queue for all threads that costs nothing: what no protocol that knows as
/// little of the runs can be expected to exceed. Slow ranks and pauses are left out.
[[nodiscard]] double free_queue_efficiency(const JobShape& shape);

}  // namespace servesweep::benchmark
