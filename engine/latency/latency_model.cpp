#include "engine/latency/latency_model.h"

#include <algorithm>

#include "engine/latency/linear_latency.h"
#include "engine/latency/roofline_latency.h"
#include "engine/latency/single_pass_latency.h"

namespace servesweep::engine {

/// That of one token, but for what sums of larger numbers may lose by rounding.
TimeUs LatencyModel::shortest_step_us() const {
  const PrefillChunk chunk{.tokens = 1};
  const TimeUs prefill_us = step_us({.prefill_tokens = 1, .prefill = {&chunk, 1}});
  const TimeUs decode_us = step_us({.decode_tokens = 1});
  return std::max<TimeUs>(std::min(prefill_us, decode_us) - 1, 0);
}

std::unique_ptr<LatencyModel> make_latency_model(const LatencySpec& spec, const BatchSpec& batch) {
  if (!spec.roofline) return std::make_unique<LinearLatency>(spec);
  if (std::holds_alternative<SinglePassRoofline>(spec.roofline->form)) {
    return std::make_unique<SinglePassLatency>(spec, batch);
  }
  return std::make_unique<RooflineLatency>(spec);
}

}  // namespace servesweep::engine
