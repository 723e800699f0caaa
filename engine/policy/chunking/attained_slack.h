#pragma once

#include <vector>

#include "engine/policy/chunking/slack_budget.h"

namespace servesweep::engine {

/// Steps sized by slack, with a target that follows what is attained: a fixed target that a burst
/// has broken makes steps short when work is most, for a promise that is lost already. So a first
/// token is due within the target, or within `stretch` times the longest wait of late, whichever is
/// later. The wait is that of the request whose slack counts (`of_oldest`), as seen when a step is
/// formed; it is remembered for each instance and fades as exp(−time/memory_us). Scale-free: the
/// longer the queue has become, the longer its steps, on any model.
class AttainedSlack : public SlackBudget {
 public:
  explicit AttainedSlack(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  void reset(std::size_t instances) override;

 protected:
  [[nodiscard]] double slack_us(const RequestFacts& request, const StepView& view) const override;

 private:
  struct Wait {
    double longest_us = 0;
    TimeUs at_us = 0;
  };

  double stretch_, memory_us_;
  mutable std::vector<Wait> waits_;  ///< one per instance; asking is what makes it remember
};

}  // namespace servesweep::engine
