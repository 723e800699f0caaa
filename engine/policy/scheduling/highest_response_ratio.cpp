#include "engine/policy/scheduling/highest_response_ratio.h"

#include <algorithm>
#include <cmath>

#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo HighestResponseRatio::info() {
  return {.name = "highest-response-ratio",
          .what = "highest ratio of waiting time to predicted service time first",
          .formula =
              "wait^aging / service descending; service = fixed µs + prefill µs per token·"
              "uncached prompt tokens + output_weight·predicted output·(fixed µs + decode "
              "µs)",
          .source = "HRRN (Brinch Hansen 1971); SGLang hrrn",
          .parameters = {real_parameter("aging", 1, 0, 4, "",
                                        "exponent of the waiting time; 0 = shortest job first, "
                                        "1 = HRRN, large = first come first served"),
                         real_parameter("output_weight", 0, 0, 1, "",
                                        "share of the predicted decode time that is service"),
                         discount_cached_parameter()}};
}

HighestResponseRatio::HighestResponseRatio(const Parameters& parameters)
    : aging_(parameters.real("aging")),
      output_weight_(parameters.real("output_weight")),
      discount_cached_(parameters.boolean("discount_cached")) {}

QueueDiscipline HighestResponseRatio::discipline() const {
  return QueueDiscipline::picked;
}

double HighestResponseRatio::service_us(const WaitingFacts& request, const StepCost& cost) const {
  const double prompt_us = cost.step_us(prefill_work_tokens(request, discount_cached_), 0);
  const double decode_us = request.request.predicted_output_tokens * cost.step_us(0, 1);
  return std::max(1.0, prompt_us + output_weight_ * decode_us);
}

/// wait^aging; the usual exponents without pow(), whose last bit is the library's.
double HighestResponseRatio::credit(double waited_us) const {
  if (aging_ == 0) return 1;
  return aging_ == 1 ? waited_us : std::pow(waited_us, aging_);
}

/// (wait + service)/service and wait/service have the same order.
std::size_t HighestResponseRatio::pick(std::span<const WaitingFacts> waiting,
                                       const QueueView& view) {
  return smallest(waiting, [&](const WaitingFacts& request) {
    return -credit(wait_us(request, view)) / service_us(request, view.cost);
  });
}

}  // namespace servesweep::engine
