#pragma once

#include <cstdint>

namespace servesweep::engine {

/// What a step costs on this hardware, as an operator can calibrate it: the latency model
/// linearised. Policies predict with it; the simulation itself does not.
struct StepCost {
  double fixed_us = 0;               ///< an empty step
  double prefill_us_per_token = 0;   ///< each prompt token computed in the step
  double decode_us_per_request = 0;  ///< each decoding request in the step

  [[nodiscard]] double step_us(double prefill_tokens, double decoding) const {
    return fixed_us + prefill_us_per_token * prefill_tokens + decode_us_per_request * decoding;
  }
};

}  // namespace servesweep::engine
