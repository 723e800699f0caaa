#include "sweep/study/summary_metrics.h"

#include "sweep/study/instance_metrics.h"
#include "sweep/study/optional_metrics.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::InstanceSummary;
using engine::Saturation;
using engine::Summary;

double real(std::int64_t value) {
  return static_cast<double>(value);
}

/// Builds the list; one call per metric.
class MetricList {
 public:
  MetricList& add(const char* name, const char* unit, const char* meaning, Goal goal,
                  double (*value)(const Summary&)) {
    metrics.push_back({{{name, unit, meaning}, goal}, value});
    return *this;
  }
  MetricList& ratio(const char* name, const char* meaning, Goal goal, double Summary::*value) {
    metrics.push_back(
        {{{name, "1", meaning}, goal}, [value](const Summary& summary) { return summary.*value; }});
    return *this;
  }
  MetricList& total(const char* name, const char* meaning, std::int64_t InstanceSummary::*counter) {
    metrics.push_back({{{name, "1", meaning}, Goal::minimize}, [counter](const Summary& summary) {
                         std::int64_t sum = 0;
                         for (const auto& instance : summary.instances) sum += instance.*counter;
                         return real(sum);
                       }});
    return *this;
  }

  std::vector<SummaryMetric> metrics;
};

void add_latencies(MetricList& list) {
  const std::vector<std::string> all{"mean", "p50", "p90", "p95", "p99", "max"};
  add_latency(list.metrics, "ttft", "time to first token", &Summary::ttft, all);
  add_latency(list.metrics, "e2e", "end-to-end latency", &Summary::e2e, all);
  add_latency(list.metrics, "tpot", "time per output token after the first", &Summary::tpot, all);
  add_latency(list.metrics, "itl", "gap between tokens", &Summary::itl, all);
  add_latency(list.metrics, "scheduling_delay", "arrival to admission to the batch",
              &Summary::scheduling_delay, {"mean", "p99"});
}

void add_rates(MetricList& list) {
  list.add("requests_per_s", "1/s", "completed requests per second", Goal::maximize,
           [](const Summary& s) { return s.requests_per_s; })
      .add("goodput_per_s", "1/s", "requests per second completed within all their targets",
           Goal::maximize, [](const Summary& s) { return s.goodput_per_s; })
      .add("output_tokens_per_s", "1/s", "decode tokens per second", Goal::maximize,
           [](const Summary& s) { return s.output_tokens_per_s; })
      .add("end_s", "s", "time of the last event", Goal::minimize,
           [](const Summary& s) { return real(s.end_us) / kUsPerS; })
      .ratio("jain_tenant_tokens", "Jain index of completed output tokens per tenant; 1 = equal",
             Goal::maximize, &Summary::jain_tenant_tokens)
      .ratio("jain_class_ttft", "Jain index of mean TTFT per SLO class; 1 = equal", Goal::maximize,
             &Summary::jain_class_ttft)
      .ratio("cache_hit_rate", "KV block hits / (hits + misses), mean over instances",
             Goal::maximize, &Summary::cache_hit_rate)
      .ratio("token_hit_rate", "prompt tokens found in the cache / prompt tokens", Goal::maximize,
             &Summary::token_hit_rate);
}

void add_request_counts(MetricList& list) {
  list.add("completed", "1", "requests that completed", Goal::maximize,
           [](const Summary& s) { return real(s.completed); })
      .add("completed_fraction", "1", "completed / arrived requests", Goal::maximize,
           [](const Summary& s) { return share_of(s.completed, s.requests); })
      .add("slo_met_fraction", "1", "completed within all targets / arrived requests",
           Goal::maximize, [](const Summary& s) { return share_of(s.within_targets, s.requests); })
      .add("rejected", "1", "requests refused by admission", Goal::minimize,
           [](const Summary& s) { return real(s.rejected); })
      .add("dropped", "1", "requests that do not fit into the KV cache", Goal::minimize,
           [](const Summary& s) { return real(s.dropped); })
      .add("unfinished", "1", "requests waiting, running or unrouted at the end", Goal::minimize,
           [](const Summary& s) { return real(s.waiting + s.running + s.unrouted); });
}

void add_load(MetricList& list) {
  list.ratio("in_system_mean", "requests in the system, average over time", Goal::minimize,
             &Summary::in_system_mean)
      .add("in_system_mean_ms", "ms", "time in the system, mean", Goal::minimize,
           [](const Summary& s) { return s.in_system_mean_us / kUsPerMs; })
      .add("entered_per_s", "1/s", "requests per second that entered the system", Goal::maximize,
           [](const Summary& s) { return s.entered_per_s; })
      .add("saturated", "1", "1 if queues grew or requests were unfinished at the end, else 0",
           Goal::minimize,
           [](const Summary& s) { return s.saturation >= Saturation::saturated ? 1.0 : 0.0; })
      .add("hol_blocking", "1", "instances whose queue is twice the mean", Goal::minimize,
           [](const Summary& s) { return real(s.hol_blocking); });
}

/// Latencies that no strategy can better by turning requests away.
void add_late(MetricList& list) {
  list.add("ttft_p99_of_all_ms", "ms",
           "time to first token, 99th percentile of all requests, the unserved infinitely late",
           Goal::minimize,
           [](const Summary& s) { return late_ms(s.ttft_p99_of_all_us, s.requests); })
      .add("e2e_p99_of_all_ms", "ms",
           "end-to-end latency, 99th percentile of all requests, the unserved infinitely late",
           Goal::minimize,
           [](const Summary& s) { return late_ms(s.e2e_p99_of_all_us, s.requests); });
}

void add_window(MetricList& list) {
  list.add("load_label", "1", "0 underloaded, 1 stable, 2 saturated, 3 unfinished", Goal::minimize,
           [](const Summary& s) { return real(static_cast<std::int64_t>(s.saturation)); })
      .add("measure_from_us", "us", "requests that arrive from here on count; 0: all",
           Goal::minimize, [](const Summary& s) { return real(s.measure_from_us); })
      .add("warm_up_fraction", "1", "requests that came before and do not count / all",
           Goal::minimize,
           [](const Summary& s) { return share_of(s.warm_up, s.warm_up + s.requests); })
      .add("ttft_first_half_mean_ms", "ms",
           "time to first token, mean of requests of the first half of a measuring window",
           Goal::minimize,
           [](const Summary& s) {
             return s.halves ? s.halves->first_ttft_us / kUsPerMs : kUndefined;
           })
      .add("ttft_second_half_mean_ms", "ms",
           "time to first token, mean of requests of the second half of a measuring window",
           Goal::minimize, [](const Summary& s) {
             return s.halves ? s.halves->second_ttft_us / kUsPerMs : kUndefined;
           });
}

void add_memory(MetricList& list) {
  list.add("preemptions", "1", "requests put back to the queue for lack of KV blocks",
           Goal::minimize, [](const Summary& s) { return real(s.preemptions); })
      .ratio("preemption_rate", "preemptions / completed requests", Goal::minimize,
             &Summary::preemption_rate)
      .ratio("thrashing_rate", "blocks reloaded within 1 ms / offloaded, mean over instances",
             Goal::minimize, &Summary::thrashing_rate)
      .total("kv_allocation_failures", "decode tokens without a KV block",
             &InstanceSummary::kv_allocation_failures)
      .total("offloaded_blocks", "KV blocks moved to CPU memory",
             &InstanceSummary::offloaded_blocks)
      .total("reloaded_blocks", "KV blocks moved back from CPU memory",
             &InstanceSummary::reloaded_blocks)
      .total("steps", "forward passes of all instances", &InstanceSummary::steps);
}

std::vector<SummaryMetric> make_summary_metrics() {
  MetricList list;
  add_latencies(list);
  add_rates(list);
  add_request_counts(list);
  add_load(list);
  add_memory(list);
  add_late(list);
  add_window(list);
  add_breakdown(list.metrics);
  add_instance_metrics(list.metrics);
  add_optional_metrics(list.metrics);
  return std::move(list.metrics);
}

}  // namespace

const std::vector<SummaryMetric>& summary_metrics() {
  static const std::vector<SummaryMetric> metrics = make_summary_metrics();
  return metrics;
}

}  // namespace servesweep::sweep
