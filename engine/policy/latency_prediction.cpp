#include "engine/policy/latency_prediction.h"

#include <algorithm>
#include <cmath>

namespace servesweep::engine {

double LatencyPrediction::ttft_us(const ClusterView& view, std::size_t instance,
                                  double own_tokens) const {
  const InstanceReport& report = view.reports[instance];
  const std::int64_t backlog =
      reported_ ? report.backlog_tokens : view.inflight_prefill_tokens[instance];
  const double work = static_cast<double>(backlog) + own_tokens;
  const double budget = std::max(1, view.max_tokens_per_step - report.decoding);
  const double steps = std::max(1.0, std::ceil(work / budget));
  const double elapsed_us = static_cast<double>(view.now_us - report.step_start_us);
  const double step_us = view.cost.step_us(report.step_prefill_tokens, report.decoding);
  const double rest_us = report.step_start_us == kNever ? 0 : std::max(0.0, step_us - elapsed_us);
  return rest_us + steps * view.cost.step_us(0, report.decoding) +
         view.cost.prefill_us_per_token * work;
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
