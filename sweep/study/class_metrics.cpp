#include "sweep/study/class_metrics.h"

namespace servesweep::sweep {
namespace {

using engine::ClassSummary;

std::vector<ClassMetric> make_class_metrics() {
  std::vector<ClassMetric> metrics;
  add_latency(metrics, "ttft", "time to first token", &ClassSummary::ttft, {"mean", "p99"});
  add_latency(metrics, "e2e", "end-to-end latency", &ClassSummary::e2e, {"mean", "p99"});
  add_latency(metrics, "tpot", "time per output token after the first", &ClassSummary::tpot,
              {"mean", "p99"});
  metrics.push_back(
      {{{"ttft_p99_of_all_ms", "ms",
         "time to first token, 99th percentile of all, the unserved infinitely late"},
        Goal::minimize},
       [](const ClassSummary& c) { return late_ms(c.ttft_p99_of_all_us, c.requests); }});
  metrics.push_back(
      {{{"e2e_p99_of_all_ms", "ms",
         "end-to-end latency, 99th percentile of all, the unserved infinitely late"},
        Goal::minimize},
       [](const ClassSummary& c) { return late_ms(c.e2e_p99_of_all_us, c.requests); }});
  metrics.push_back({{{"completed_fraction", "1", "completed / arrived requests"}, Goal::maximize},
                     [](const ClassSummary& c) { return share_of(c.completed, c.requests); }});
  metrics.push_back(
      {{{"rejected_fraction", "1", "refused by admission / arrived requests"}, Goal::minimize},
       [](const ClassSummary& c) { return share_of(c.rejected, c.requests); }});
  metrics.push_back({{{"slo_met_fraction", "1", "completed within all targets / arrived requests"},
                      Goal::maximize},
                     [](const ClassSummary& c) { return share_of(c.within_targets, c.requests); }});
  add_breakdown(metrics);
  return metrics;
}

}  // namespace

const std::vector<ClassMetric>& class_metrics() {
  static const std::vector<ClassMetric> metrics = make_class_metrics();
  return metrics;
}

}  // namespace servesweep::sweep
