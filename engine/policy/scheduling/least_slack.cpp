#include "engine/policy/scheduling/least_slack.h"

#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo LeastSlack::info() {
  PolicyInfo info = {
      .name = "least-slack",
      .what = "least time to spare until the first token is due first",
      .formula =
          "arrival + TTFT target − now − prediction_weight·prefill µs per token·uncached "
          "prompt tokens, ascending",
      .source = "least laxity first (Mok 1983); QLM, Tempo",
      .parameters = TierTargets::parameters({TierTargets::Kind::ttft})};
  info.parameters.push_back(
      real_parameter("prediction_weight", 1, 0, 100, "",
                     "factor on the predicted prefill time; 0 = earliest deadline first"));
  info.parameters.push_back(discount_cached_parameter());
  return info;
}

LeastSlack::LeastSlack(const Parameters& parameters)
    : targets_(TierTargets::Kind::ttft, parameters),
      prediction_weight_(parameters.real("prediction_weight")),
      discount_cached_(parameters.boolean("discount_cached")) {}

QueueDiscipline LeastSlack::discipline() const {
  return QueueDiscipline::picked;
}

std::size_t LeastSlack::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  const double us_per_token = prediction_weight_ * view.cost.prefill_us_per_token;
  return smallest(waiting, [&](const WaitingFacts& request) {  // now is the same for everybody
    return targets_.deadline_us(request.request) -
           us_per_token * prefill_work_tokens(request, discount_cached_);
  });
}

}  // namespace servesweep::engine
