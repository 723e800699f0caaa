#pragma once

#include <filesystem>
#include <vector>

#include "engine/scenario.h"
#include "engine/simulate.h"
#include "engine/workload/workload.h"

namespace servesweep::benchmark {

/// A scenario with its requests, ready to be run again and again.
class Case {
 public:
  Case(const engine::Scenario& scenario, engine::Workload workload);

  /// Runs it with request records; its simulator keeps its memory.
  const engine::Summary& run();

  [[nodiscard]] const engine::Summary& summary() const { return summary_; }

 private:
  engine::Workload workload_;
  std::vector<engine::RequestRecord> records_;
  engine::Simulator simulator_;
  engine::Summary summary_;
};

/// Cases of the size of the reference's seed experiment: 1,000 requests on 8 instances. At least
/// `wanted`: those recorded in subfolders of `golden`, then the quickstart's baseline with further
/// seeds. Many, because a processor learns the branches of a single one. The golden ones have the
/// reference's profile; `profile` is what all shall have.
[[nodiscard]] std::vector<Case> seed_cases(const std::filesystem::path& golden, std::size_t wanted,
                                           engine::Profile profile);

/// Conversations that outgrow GPU memory: 1,000 turns on 8 instances of the multi-turn study under
/// its strategy with a CPU tier, with a twentieth of its GPU memory.
[[nodiscard]] std::vector<Case> tiered_cases(std::size_t wanted);

}  // namespace servesweep::benchmark
