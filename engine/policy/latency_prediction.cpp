#include "engine/policy/latency_prediction.h"

#include <algorithm>

#include "engine/policy/pending_work.h"

namespace servesweep::engine {

double LatencyPrediction::ttft_us(const ClusterView& view, std::size_t instance,
                                  double own_tokens) const {
  const InstanceReport& report = view.reports[instance];
  const std::int64_t backlog =
      reported_ ? report.backlog_tokens : view.inflight_prefill_tokens[instance];
  const auto elapsed_us = static_cast<double>(view.now_us - report.step_start_us);
  const double step_us = view.cost.step_us(report.step_prefill_tokens, report.decoding);
  const bool executes = report.step_start_us != kNever;
  const PendingWork ahead{.rest_us = executes ? std::max(0.0, step_us - elapsed_us) : 0,
                          .tokens = static_cast<double>(backlog),
                          .decoding = static_cast<double>(report.decoding)};
  return ahead.until_done_us(view, own_tokens);
}

double LatencyPrediction::first_token_us(const ClusterView& view, double own_tokens) const {
  double best_us = ttft_us(view, 0, own_tokens);
  for (std::size_t i = 1; i < view.instances(); ++i) {
    best_us = std::min(best_us, ttft_us(view, i, own_tokens));
  }
  return static_cast<double>(view.now_us - view.request.arrival_us) + best_us;
}

double LatencyPrediction::tpot_us(const ClusterView& view, std::size_t instance) {
  return view.cost.step_us(0, view.reports[instance].decoding + 1);
}

ParameterInfo LatencyPrediction::parameter() {
  return boolean_parameter("reported", false,
                           "true: the backlog that instances report, exact but as old as the "
                           "report; false: the gateway's count of prompt tokens in flight");
}

}  // namespace servesweep::engine
