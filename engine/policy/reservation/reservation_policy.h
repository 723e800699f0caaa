#pragma once

#include "engine/policy/parameters.h"
#include "engine/signal/growth_view.h"

namespace servesweep::engine {

/// How much KV memory an admission into the batch must leave for growth. Running requests want a
/// block every few tokens; whoever takes the last ones causes a preemption later. A request that
/// would leave less waits at the head of the queue, unless nobody runs.
class ReservationPolicy {
 public:
  virtual ~ReservationPolicy() = default;

  /// False if it never wants anything: then nothing is computed, and nothing below is called.
  [[nodiscard]] virtual bool reserves() const { return true; }
  /// True if it makes no sense without RequestFacts::predicted_output_tokens.
  [[nodiscard]] virtual bool needs_predictions() const { return false; }

  /// Forgets everything: a new run with this many instances begins.
  virtual void reset(std::size_t /*instances*/) {}
  /// A request got its last token: only now its length is known.
  virtual void completed(InstanceId, const RequestFacts&, std::int32_t /*output_tokens*/) {}

  /// Blocks that must stay free once the candidate has blocks for its whole prompt, beside those
  /// that prompts in progress will need. Asked whenever a candidate is considered, also with nobody
  /// running, when the answer does not count.
  [[nodiscard]] virtual std::int32_t spare_blocks(const GrowthView& view) = 0;
};

/// So many blocks, rounded up, at most all there are: more cannot be reserved.
[[nodiscard]] std::int32_t whole_blocks(double blocks, const GrowthView& view);

}  // namespace servesweep::engine
