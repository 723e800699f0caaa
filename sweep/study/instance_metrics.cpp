#include "sweep/study/instance_metrics.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

using engine::InstanceSummary;
using engine::Summary;

/// Requests that the gateway sent to an instance.
double instance_requests(const InstanceSummary& instance) {
  return static_cast<double>(instance.completed + instance.running + instance.waiting +
                             instance.queueing + instance.dropped);
}

double tokens_of(const InstanceSummary& instance) {
  return static_cast<double>(instance.input_tokens + instance.output_tokens);
}

double busiest_share(const Summary& summary) {
  double most = 0, all = 0;
  for (const InstanceSummary& instance : summary.instances) {
    most = std::max(most, instance_requests(instance));
    all += instance_requests(instance);
  }
  return all == 0 ? kUndefined : most / all;
}

double jain_index(const Summary& summary, double (*of)(const InstanceSummary&)) {
  double sum = 0, squares = 0;
  for (const InstanceSummary& instance : summary.instances) {
    sum += of(instance);
    squares += of(instance) * of(instance);
  }
  if (squares == 0) return kUndefined;
  return sum * sum / (static_cast<double>(summary.instances.size()) * squares);
}

void append_metric(std::vector<SummaryMetric>& metrics, const char* name, const char* meaning,
                   Goal goal, double (*value)(const Summary&)) {
  metrics.push_back({{{name, "1", meaning}, goal}, value});
}

}  // namespace

void add_instance_metrics(std::vector<SummaryMetric>& metrics) {
  append_metric(metrics, "busiest_share", "share of the requests that went to the busiest instance",
                Goal::minimize, busiest_share);
  append_metric(metrics, "jain_instance_requests", "Jain index of requests per instance; 1 = equal",
                Goal::maximize, [](const Summary& s) { return jain_index(s, instance_requests); });
  append_metric(metrics, "jain_instance_tokens",
                "Jain index of prompt and output tokens per instance; 1 = equal", Goal::maximize,
                [](const Summary& s) { return jain_index(s, tokens_of); });
}

}  // namespace servesweep::sweep
