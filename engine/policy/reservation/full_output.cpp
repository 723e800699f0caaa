#include "engine/policy/reservation/full_output.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

PolicyInfo FullOutput::info() {
  return {
      .name = "full-output",
      .what = "room for everything that running requests may still generate",
      .formula =
          "Σ blocks(prompt + ⌈margin·predicted output⌉ − 1) − blocks(stored tokens) of running "
          "requests and the candidate",
      .source = "TensorRT-LLM GUARANTEED_NO_EVICT, the predictor's guess in place of max_tokens",
      .parameters = {real_parameter("margin", 1, 0, 100, "",
                                    "bound of an output as a multiple of its prediction")}};
}

/// The last token is never stored.
double FullOutput::further_blocks(const GrowingRequest& growing, std::int32_t block_tokens) const {
  const double bound = std::ceil(margin_ * growing.request->predicted_output_tokens);
  const double more = std::max(0.0, bound - growing.generated_tokens);
  const double stored = growing.stored_tokens();
  return std::ceil((stored + more) / block_tokens) - std::ceil(stored / block_tokens);
}

std::int32_t FullOutput::spare_blocks(const GrowthView& view) {
  double blocks = further_blocks(view.candidate, view.block_tokens);
  for (const GrowingRequest& running : view.running) {
    blocks += further_blocks(running, view.block_tokens);
  }
  return whole_blocks(blocks, view);
}

}  // namespace servesweep::engine
