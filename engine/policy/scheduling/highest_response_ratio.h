#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Highest response ratio next: (wait + service) / service, where service is the predicted time of
/// a step with the prompt in it, plus (weighted) that of the predicted output. Short requests go
/// first, long ones earn their turn by waiting. `aging` scales between shortest job first (0),
/// HRRN (1) and first come first served (large).
class HighestResponseRatio : public SchedulingPolicy {
 public:
  explicit HighestResponseRatio(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] bool needs_cached_tokens() const override { return discount_cached_; }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;

 private:
  [[nodiscard]] double service_us(const WaitingFacts& request, const StepCost& cost) const;
  [[nodiscard]] double credit(double waited_us) const;

  double aging_, output_weight_;
  bool discount_cached_;
};

}  // namespace servesweep::engine
