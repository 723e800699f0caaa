#include "engine/policy/chunking/attained_slack.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

PolicyInfo AttainedSlack::info() {
  PolicyInfo info = SlackBudget::info();
  info.name = "attained-slack";
  info.what = "steps sized by slack, to a target that follows the longest wait of late";
  info.formula =
      "as slack-budget with deadline = arrival + max(target, stretch·W); W = max over past steps "
      "of wait·exp(−time since/memory_us), wait of the request whose slack counts";
  info.source = "slack-budget; the target that follows is ours";
  info.parameters.push_back(real_parameter("stretch", 1.3, 0, 100, "",
                                           "multiple of the longest wait of late that counts as "
                                           "a target; 0 = none"));
  info.parameters.push_back(real_parameter("memory_us", 1e6, 1, 1e12, "µs",
                                           "time in which the memory of a wait fades to 1/e"));
  return info;
}

AttainedSlack::AttainedSlack(const Parameters& parameters)
    : SlackBudget(parameters),
      stretch_(parameters.real("stretch")),
      memory_us_(parameters.real("memory_us")),
      waits_(1) {}

void AttainedSlack::reset(std::size_t instances) {
  waits_.assign(instances, Wait{});
}

/// What fades is worked out from the wait that is remembered, so that it does not matter how often
/// anybody asks.
double AttainedSlack::slack_us(const RequestFacts& request, const StepView& view) const {
  Wait& wait = waits_[view.instance.index()];
  const auto now_us = static_cast<double>(view.now_us);
  const double waited_us = now_us - static_cast<double>(request.arrival_us);
  const double since_us = now_us - static_cast<double>(wait.at_us);
  const double remembered_us = wait.longest_us * std::exp(-since_us / memory_us_);
  if (waited_us >= remembered_us) wait = {.longest_us = waited_us, .at_us = view.now_us};
  const double attained_us = stretch_ * std::max(waited_us, remembered_us);
  return std::max(target_us(request), attained_us) - waited_us;
}

}  // namespace servesweep::engine
