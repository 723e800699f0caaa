#pragma once

#include <algorithm>
#include <cmath>

#include "engine/signal/cluster_view.h"

namespace servesweep::engine {

/// What one instance has to do before it can begin with a new prompt.
struct PendingWork {
  double rest_us = 0;   ///< of the step in progress
  double tokens = 0;    ///< prompt tokens to be computed in later steps
  double decoding = 0;  ///< requests that decode beside them

  /// Until `own_tokens` more are computed, µs: rest + steps·(fixed + decode·decoding) +
  /// prefill·work with work = tokens + own_tokens and steps = max(1, ⌈work/(step budget −
  /// decoding)⌉).
  [[nodiscard]] double until_done_us(const ClusterView& view, double own_tokens) const {
    const double work_tokens = tokens + own_tokens;
    const double budget_tokens = std::max(1.0, view.max_tokens_per_step - decoding);
    const double steps = std::max(1.0, std::ceil(work_tokens / budget_tokens));
    return rest_us + steps * view.cost.step_us(0, decoding) +
           view.cost.prefill_us_per_token * work_tokens;
  }
};

}  // namespace servesweep::engine
