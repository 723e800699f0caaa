#include "engine/latency/linear_latency.h"

namespace servesweep::engine {

TimeUs LinearLatency::step_us(const StepWork& work) const {
  return static_cast<TimeUs>(beta_[0] + beta_[1] * static_cast<double>(work.prefill_tokens) +
                             beta_[2] * static_cast<double>(work.decode_tokens));
}

}  // namespace servesweep::engine
