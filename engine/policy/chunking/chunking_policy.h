#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/step_view.h"

namespace servesweep::engine {

/// How prompts are cut: the largest number of prompt tokens that one request may prefill in one
/// step, and the token budget of the step itself.
class ChunkingPolicy {
 public:
  virtual ~ChunkingPolicy() = default;
  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t) {}
  /// Tokens; 0 = only the step's budget limits. Asked once per request, when it is queued.
  [[nodiscard]] virtual std::int32_t limit_tokens(const RequestFacts& request) const = 0;
  /// Token budget of the step about to be formed, 1 … max_tokens_per_step.
  [[nodiscard]] virtual std::int32_t step_tokens(const StepView& view) const {
    return view.max_tokens_per_step;
  }
  /// True if step_tokens() is to be asked.
  [[nodiscard]] virtual bool sizes_steps() const { return false; }

  // ---- of policies that size steps
  /// True if StepView::oldest is read; it costs a look at every waiting request and step.
  [[nodiscard]] virtual bool needs_oldest() const { return false; }
  /// True if limits_apply() is to be asked.
  [[nodiscard]] virtual bool lifts_limits() const { return false; }
  /// Whether limit_tokens() counts in this step.
  [[nodiscard]] virtual bool limits_apply(const StepView&) const { return true; }
};

}  // namespace servesweep::engine
