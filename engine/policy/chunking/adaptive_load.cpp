#include "engine/policy/chunking/adaptive_load.h"

#include "engine/policy/chunking/step_size.h"

namespace servesweep::engine {

PolicyInfo AdaptiveLoad::info() {
  return {.name = "adaptive-load",
          .what = "steps that grow with the number of waiting requests",
          .formula =
              "budget = decodes + low_tokens + g·(high_tokens − low_tokens); "
              "g = clamp((waiting − low_depth)/(high_depth − low_depth), 0, 1)",
          .source = "Sarathi-Serve's budget, adapted to load as BLIS's load-adaptive priority",
          .parameters = {integer_parameter("low_tokens", 512, 1, 1e9, "tokens",
                                           "prompt tokens of a step while the queue is short"),
                         integer_parameter("high_tokens", 4096, 1, 1e9, "tokens",
                                           "prompt tokens of a step while the queue is long"),
                         real_parameter("low_depth", 0, 0, 1e9, "requests",
                                        "queue length up to which low_tokens applies"),
                         real_parameter("high_depth", 16, 0, 1e9, "requests",
                                        "queue length from which high_tokens applies")}};
}

AdaptiveLoad::AdaptiveLoad(const Parameters& parameters)
    : low_tokens_(parameters.real("low_tokens")),
      high_tokens_(parameters.real("high_tokens")),
      low_depth_(parameters.real("low_depth")),
      high_depth_(parameters.real("high_depth")) {}

std::int32_t AdaptiveLoad::step_tokens(const StepView& view) const {
  double share = view.waiting > low_depth_ ? 1 : 0;
  if (high_depth_ > low_depth_) {
    share = std::clamp((view.waiting - low_depth_) / (high_depth_ - low_depth_), 0.0, 1.0);
  }
  return step_size(low_tokens_ + share * (high_tokens_ - low_tokens_), view);
}

}  // namespace servesweep::engine
