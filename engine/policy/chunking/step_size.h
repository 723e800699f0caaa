#pragma once

#include <algorithm>

#include "engine/signal/step_view.h"

namespace servesweep::engine {

/// Token budget of a step with so many prompt tokens beside one token per decoding request, within
/// 1 … max_tokens_per_step; fractions are cut off.
[[nodiscard]] inline std::int32_t step_size(double prompt_tokens, const StepView& view) {
  const double most = std::max(1, view.max_tokens_per_step);
  return static_cast<std::int32_t>(std::clamp(view.decoding + prompt_tokens, 1.0, most));
}

}  // namespace servesweep::engine
