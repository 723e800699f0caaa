#pragma once

#include <memory>
#include <span>

#include "engine/scenario.h"
#include "engine/signal/step_cost.h"

namespace servesweep::engine {

/// The part of one prompt that a step computes: `tokens` new ones after `context_tokens` others, of
/// which `cached_tokens` were found in the cache in this very step (only in the first chunk after
/// an admission). The reference charges no attention to those.
struct PrefillChunk {
  std::int32_t context_tokens = 0;
  std::int32_t tokens = 0;
  std::int32_t cached_tokens = 0;
};

/// Work of one forward pass.
struct StepWork {
  std::int64_t prefill_tokens = 0;
  std::int64_t decode_tokens = 0;           ///< one per decoding request
  std::int64_t decode_context_tokens = 0;   ///< what they attend to, summed
  std::span<const PrefillChunk> prefill{};  ///< one per prompt in the batch, in running order
};

/// Where a roofline of absurd numbers stops: 32 years still fit into the clock.
inline constexpr double kLongestStepUs = 1e15;

/// How long things take. All results µs.
class LatencyModel {
 public:
  virtual ~LatencyModel() = default;
  /// More work never takes less time.
  [[nodiscard]] virtual TimeUs step_us(const StepWork& work) const = 0;
  /// Whether step_us() looks at the context of decodes.
  [[nodiscard]] virtual bool depends_on_context() const { return true; }
  /// No step that computes a token, of a prompt or an answer, is shorter.
  [[nodiscard]] TimeUs shortest_step_us() const;
  /// The model linearised, for policies.
  [[nodiscard]] virtual StepCost cost() const = 0;

  /// From routing to the waiting queue: ⌊α0 + α1·input⌋.
  [[nodiscard]] TimeUs queueing_us(std::int32_t input_tokens) const {
    return static_cast<TimeUs>(alpha_[0] + alpha_[1] * input_tokens);
  }
  /// Added to each token's latency; it never delays the instance: ⌊α2⌋.
  [[nodiscard]] TimeUs output_overhead_us() const { return static_cast<TimeUs>(alpha_[2]); }

 protected:
  explicit LatencyModel(const LatencySpec& spec) : alpha_(spec.alpha) {}

 private:
  std::array<double, 3> alpha_;
};

/// The model that the spec asks for, for engines with these limits: CUDA graphs depend on them.
[[nodiscard]] std::unique_ptr<LatencyModel> make_latency_model(const LatencySpec& spec,
                                                               const BatchSpec& batch = {});

}  // namespace servesweep::engine
