#include "engine/policy/priority/intent_hint.h"

namespace servesweep::engine {

PolicyInfo IntentHint::info() {
  return {.name = "intent-hint",
          .what = "the router's hint about the urgency of a request, plus age",
          .formula = "hint_weight·priority_hint + age_weight·age",
          .source = "llm-d and Dynamo forward the gateway's priority to the engine",
          .parameters = {real_parameter("hint_weight", 1, 0, 1e9, "", "factor on the hint"),
                         real_parameter("age_weight_per_us", 1e-6, 0, 1e3, "1/µs",
                                        "growth of everybody with age")}};
}

IntentHint::IntentHint(const Parameters& parameters)
    : hint_weight_(parameters.real("hint_weight")),
      age_weight_per_us_(parameters.real("age_weight_per_us")) {}

double IntentHint::priority(const RequestFacts& request, const QueueView& view) const {
  return hint_weight_ * static_cast<double>(request.intent.priority_hint) +
         age_weight_per_us_ * age_us(request, view);
}

}  // namespace servesweep::engine
