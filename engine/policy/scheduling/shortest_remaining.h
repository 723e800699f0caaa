#pragma once

#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::engine {

/// Shortest predicted remaining work first: prompt tokens to be computed plus the predicted output
/// still to come, as the learned rankers do. The error of the prediction is the scenario's; without
/// a predictor only the prompt counts. A request older than the guard goes first.
class ShortestRemaining : public SchedulingPolicy {
 public:
  explicit ShortestRemaining(const Parameters& parameters);
  [[nodiscard]] static PolicyInfo info();
  [[nodiscard]] bool needs_predictions() const override { return true; }
  [[nodiscard]] QueueDiscipline discipline() const override;
  [[nodiscard]] bool needs_cached_tokens() const override { return discount_cached_; }
  [[nodiscard]] std::size_t pick(std::span<const WaitingFacts> waiting,
                                 const QueueView& view) override;

 private:
  [[nodiscard]] double work_tokens(const WaitingFacts& request) const;

  double output_weight_, guard_us_;
  bool discount_cached_;
};

}  // namespace servesweep::engine
