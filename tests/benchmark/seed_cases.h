#pragma once

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "engine/scenario.h"
#include "engine/simulate.h"
#include "engine/workload/workload.h"

namespace servesweep::benchmark {

/// A scenario with its requests, ready to be run again and again.
class Case {
 public:
  /// Cases of one scenario share its simulator.
  Case(std::shared_ptr<engine::Simulator> simulator, engine::Workload workload)
      : simulator_(std::move(simulator)), workload_(std::move(workload)) {}

  /// Runs it with request records into `records`, which a thread has once for all its runs.
  const engine::Summary& run(std::vector<engine::RequestRecord>& records);

  [[nodiscard]] const engine::Summary& summary() const { return summary_; }

 private:
  std::shared_ptr<engine::Simulator> simulator_;
  engine::Workload workload_;
  engine::Summary summary_;
};

/// Cases of the size of the reference's seed experiment: 1,000 requests on 8 instances. At least
/// `wanted`: those recorded in subfolders of `golden`, then the quickstart's baseline with further
/// seeds. Many, because a processor learns the branches of a single one. The golden ones have the
/// reference's profile; `profile` is what all shall have.
[[nodiscard]] std::vector<Case> seed_cases(const std::filesystem::path& golden, std::size_t wanted,
                                           engine::Profile profile);

/// GPU blocks of an instance in tiered_cases(): three quarters of what the quickstart's requests
/// use at most where memory is plenty.
inline constexpr std::int32_t kTieredGpuBlocks = 1500;

/// The quickstart's 1,000 requests, but with 32 shared prefixes of 32 blocks in place of one, with
/// so little GPU memory that prefixes are evicted and requests preempted, and a CPU tier that is
/// written through and from which prefixes are loaded again.
[[nodiscard]] std::vector<Case> tiered_cases(std::size_t wanted,
                                             std::int32_t gpu_blocks = kTieredGpuBlocks);

/// Conversations that outgrow GPU memory: 1,000 turns on 8 instances of the multi-turn study under
/// its strategy with a CPU tier, with a twentieth of its GPU memory. Many times the steps.
[[nodiscard]] std::vector<Case> multi_turn_cases(std::size_t wanted);

}  // namespace servesweep::benchmark
