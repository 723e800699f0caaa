#include "engine/policy/routing/slo_priority_scorer.h"

namespace servesweep::engine {
namespace {

constexpr double kBiasStandard = 0.5;

}  // namespace

PolicyInfo SloPriorityScorer::info() {
  return {
      .name = "slo-priority",
      .what = "queue depth, felt strongly by critical requests and weakly by sheddable ones",
      .formula = "b·queue-depth + (1−b)/2; b = bias of the tier (standard 0.5)",
      .source = "BLIS",
      .parameters = {scorer_weight(),
                     real_parameter("bias_critical", 0.9, 0, 1, "", "b of critical requests"),
                     real_parameter("bias_sheddable", 0.2, 0, 1, "", "b of sheddable requests")}};
}

SloPriorityScorer::SloPriorityScorer(const Parameters& parameters)
    : QueueDepthScorer(parameters),
      bias_critical_(parameters.real("bias_critical")),
      bias_sheddable_(parameters.real("bias_sheddable")) {}

void SloPriorityScorer::score(const ClusterView& view, ScoreSum scores) {
  const double bias = view.request.tier == SloTier::critical    ? bias_critical_
                      : view.request.tier == SloTier::sheddable ? bias_sheddable_
                                                                : kBiasStandard;
  add_fewest_first(
      scores, view.instances(), [load = view.load](std::size_t i) { return load[i]; },
      [bias](double score) { return bias * score + (1 - bias) * 0.5; });
}

}  // namespace servesweep::engine
