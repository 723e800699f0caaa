#pragma once

#include <array>
#include <vector>

#include "engine/policy/chunking/chunking_policy.h"
#include "engine/policy/load_average.h"
#include "engine/policy/load_regime.h"

namespace servesweep::engine {

/// Steps by the load regime of the instance: small ones for an even pace of the decodes while it is
/// calm, large ones that share the fixed cost of a step among more prompts when a queue is there.
/// The instance's load is the prompt work before it, in full steps:
///   rho = (prompt tokens of running requests + waiting·prompt of the next) / (B − decodes),
/// averaged over ewma_us; B: the engine's limit. No chunk is larger than the prompt part of a step,
/// so the same number limits both. An instance sees no arrivals, only what has piled up, which is
/// never stale here.
class RegimeBudget : public ChunkingPolicy {
 public:
  explicit RegimeBudget(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;
  [[nodiscard]] std::int32_t limit_tokens(const RequestFacts&) const override { return 0; }
  [[nodiscard]] std::int32_t step_tokens(const StepView& view) const override;
  [[nodiscard]] bool sizes_steps() const override { return true; }

 private:
  struct Memory {
    LoadAverage load;
    LoadRegime regime;
  };

  Memory fresh_;
  std::array<double, kRegimes> tokens_;  ///< of a step's prompt part, by Regime
  mutable std::vector<Memory> memory_;   ///< one per instance; asking is what makes time pass
};

}  // namespace servesweep::engine
