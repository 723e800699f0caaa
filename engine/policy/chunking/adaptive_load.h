#pragma once

#include "engine/policy/chunking/chunking_policy.h"

namespace servesweep::engine {

/// Steps that grow with the waiting queue: small ones give decoding requests an even pace while
/// load is low, large ones share the fixed cost of a step among more prompts when the queue is
/// long.
class AdaptiveLoad : public ChunkingPolicy {
 public:
  explicit AdaptiveLoad(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] std::int32_t limit_tokens(const RequestFacts&) const override { return 0; }
  [[nodiscard]] std::int32_t step_tokens(const StepView& view) const override;
  [[nodiscard]] bool sizes_steps() const override { return true; }

 private:
  double low_tokens_, high_tokens_, low_depth_, high_depth_;
};

}  // namespace servesweep::engine
