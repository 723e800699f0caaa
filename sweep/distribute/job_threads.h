#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sweep/distribute/job_transport.h"
#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// How many threads a rank computes with if nobody says: the CPUs of its affinity mask, or what
/// Slurm gave each task (SLURM_CPUS_PER_TASK) where that is less, as on clusters that do not bind
/// tasks to CPUs.
[[nodiscard]] int threads_allowed(int cpus_in_mask, const Environment& environment);

/// Where a rank is, and what it may and will use there.
struct RankPlace {
  std::string node;       ///< Slurm's name of it, else the host's
  int threads = 1;        ///< that it computes with
  std::vector<int> cpus;  ///< of its affinity mask, ascending; empty if unknown

  /// Of this process.
  [[nodiscard]] static RankPlace here(int threads, const Environment& environment);

  [[nodiscard]] std::string encode() const;
  [[nodiscard]] static RankPlace decode(std::string_view bytes);
};

/// The ranks of a job on their nodes.
class JobThreads {
 public:
  /// By rank.
  explicit JobThreads(std::vector<RankPlace> places) : places_(std::move(places)) {}
  /// Collective; complete on rank 0, nobody elsewhere. `threads`: that this rank computes with.
  [[nodiscard]] static JobThreads gathered(Transport& transport, int threads);

  [[nodiscard]] int total() const;

  /// "node n1: 4 ranks use 16 threads on 4 CPUs (…); …" of the node where this is worst; empty if
  /// no node has more threads than CPUs that any of its ranks may use.
  [[nodiscard]] std::string oversubscription() const;

 private:
  std::vector<RankPlace> places_;
};

}  // namespace servesweep::sweep
