#include "sweep/study/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace servesweep::sweep {
namespace {

using engine::ClassSummary;
using engine::InstanceSummary;
using engine::LatencySummary;
using engine::Summary;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kUsPerMs = 1000.0;
constexpr double kUsPerS = 1e6;

/// A metric and how it follows from the figures of the engine.
template <class Source>
struct Derivation {
  io::MetricColumn column;
  Goal goal;
  double (*value)(const Source&);
};

double ms(const LatencySummary& latency, double LatencySummary::*statistic) {
  return latency.count == 0 ? kMissing : latency.*statistic / kUsPerMs;
}

double count(std::int64_t value) {
  return static_cast<double>(value);
}

double sum(const Summary& summary, std::int64_t InstanceSummary::*counter) {
  std::int64_t total = 0;
  for (const InstanceSummary& instance : summary.instances) total += instance.*counter;
  return count(total);
}

std::int64_t unfinished(const Summary& s) {
  return s.waiting + s.running + s.unrouted;
}

double share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? kMissing : count(part) / count(whole);
}

using SummaryDerivations = std::vector<Derivation<Summary>>;

const SummaryDerivations& latency_metrics() {
  using L = LatencySummary;
  static const SummaryDerivations metrics = {
      {{"ttft_mean_ms", "ms", "time to first token, mean"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::mean_us); }},
      {{"ttft_p50_ms", "ms", "time to first token, median"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::p50_us); }},
      {{"ttft_p90_ms", "ms", "time to first token, 90th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::p90_us); }},
      {{"ttft_p95_ms", "ms", "time to first token, 95th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::p95_us); }},
      {{"ttft_p99_ms", "ms", "time to first token, 99th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::p99_us); }},
      {{"ttft_max_ms", "ms", "time to first token, longest"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.ttft, &L::max_us); }},
      {{"e2e_mean_ms", "ms", "end-to-end latency, mean"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::mean_us); }},
      {{"e2e_p50_ms", "ms", "end-to-end latency, median"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::p50_us); }},
      {{"e2e_p90_ms", "ms", "end-to-end latency, 90th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::p90_us); }},
      {{"e2e_p95_ms", "ms", "end-to-end latency, 95th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::p95_us); }},
      {{"e2e_p99_ms", "ms", "end-to-end latency, 99th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::p99_us); }},
      {{"e2e_max_ms", "ms", "end-to-end latency, longest"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.e2e, &L::max_us); }},
      {{"scheduling_delay_mean_ms", "ms", "arrival to admission to the batch, mean"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.scheduling_delay, &L::mean_us); }},
      {{"scheduling_delay_p99_ms", "ms", "arrival to admission to the batch, 99th percentile"},
       Goal::minimize,
       [](const Summary& s) { return ms(s.scheduling_delay, &L::p99_us); }}};
  return metrics;
}

const SummaryDerivations& rate_metrics() {
  static const SummaryDerivations metrics = {
      {{"requests_per_s", "1/s", "completed requests per second"},
       Goal::maximize,
       [](const Summary& s) { return s.requests_per_s; }},
      {{"output_tokens_per_s", "1/s", "decode tokens per second"},
       Goal::maximize,
       [](const Summary& s) { return s.output_tokens_per_s; }},
      {{"end_s", "s", "time of the last event"},
       Goal::minimize,
       [](const Summary& s) { return static_cast<double>(s.end_us) / kUsPerS; }},
      {{"jain_tenant_tokens", "1", "Jain index of completed output tokens per tenant; 1 = equal"},
       Goal::maximize,
       [](const Summary& s) { return s.jain_tenant_tokens; }},
      {{"jain_class_ttft", "1", "Jain index of mean TTFT per SLO class; 1 = equal"},
       Goal::maximize,
       [](const Summary& s) { return s.jain_class_ttft; }},
      {{"cache_hit_rate", "1", "KV block hits / (hits + misses), mean over instances"},
       Goal::maximize,
       [](const Summary& s) { return s.cache_hit_rate; }}};
  return metrics;
}

const SummaryDerivations& request_count_metrics() {
  static const SummaryDerivations metrics = {
      {{"completed", "1", "requests that completed"},
       Goal::maximize,
       [](const Summary& s) { return count(s.completed); }},
      {{"completed_fraction", "1", "completed / arrived requests"},
       Goal::maximize,
       [](const Summary& s) { return share(s.completed, s.requests); }},
      {{"rejected", "1", "requests refused by admission"},
       Goal::minimize,
       [](const Summary& s) { return count(s.rejected); }},
      {{"dropped", "1", "requests that do not fit into the KV cache"},
       Goal::minimize,
       [](const Summary& s) { return count(s.dropped); }},
      {{"unfinished", "1", "requests waiting, running or unrouted at the end"},
       Goal::minimize,
       [](const Summary& s) { return count(unfinished(s)); }}};
  return metrics;
}

const SummaryDerivations& memory_metrics() {
  using I = InstanceSummary;
  static const SummaryDerivations metrics = {
      {{"preemptions", "1", "requests put back to the queue for lack of KV blocks"},
       Goal::minimize,
       [](const Summary& s) { return count(s.preemptions); }},
      {{"kv_allocation_failures", "1", "decode tokens without a KV block"},
       Goal::minimize,
       [](const Summary& s) { return sum(s, &I::kv_allocation_failures); }},
      {{"offloaded_blocks", "1", "KV blocks moved to CPU memory"},
       Goal::minimize,
       [](const Summary& s) { return sum(s, &I::offloaded_blocks); }},
      {{"reloaded_blocks", "1", "KV blocks moved back from CPU memory"},
       Goal::minimize,
       [](const Summary& s) { return sum(s, &I::reloaded_blocks); }},
      {{"steps", "1", "forward passes of all instances"}, Goal::minimize, [](const Summary& s) {
         return sum(s, &I::steps);
       }}};
  return metrics;
}

const std::vector<Derivation<ClassSummary>>& class_metrics() {
  using L = LatencySummary;
  static const std::vector<Derivation<ClassSummary>> metrics = {
      {{"ttft_mean_ms", "ms", "time to first token, mean"},
       Goal::minimize,
       [](const ClassSummary& c) { return ms(c.ttft, &L::mean_us); }},
      {{"ttft_p99_ms", "ms", "time to first token, 99th percentile"},
       Goal::minimize,
       [](const ClassSummary& c) { return ms(c.ttft, &L::p99_us); }},
      {{"e2e_mean_ms", "ms", "end-to-end latency, mean"},
       Goal::minimize,
       [](const ClassSummary& c) { return ms(c.e2e, &L::mean_us); }},
      {{"e2e_p99_ms", "ms", "end-to-end latency, 99th percentile"},
       Goal::minimize,
       [](const ClassSummary& c) { return ms(c.e2e, &L::p99_us); }},
      {{"completed_fraction", "1", "completed / arrived requests"},
       Goal::maximize,
       [](const ClassSummary& c) { return share(c.completed, c.requests); }}};
  return metrics;
}

const std::vector<const SummaryDerivations*>& summary_metric_groups() {
  static const std::vector<const SummaryDerivations*> groups = {
      &latency_metrics(), &rate_metrics(), &request_count_metrics(), &memory_metrics()};
  return groups;
}

}  // namespace

const char* name_of(Goal goal) {
  return goal == Goal::minimize ? "minimize" : "maximize";
}

std::vector<Metric> study_metrics(std::span<const std::string> classes) {
  std::vector<Metric> metrics;
  for (const SummaryDerivations* group : summary_metric_groups()) {
    for (const Derivation<Summary>& metric : *group)
      metrics.push_back({metric.column, metric.goal});
  }
  for (const std::string& slo_class : classes) {
    for (const Derivation<ClassSummary>& metric : class_metrics()) {
      io::MetricColumn column = metric.column;
      column.name = fmt::format("{}.{}", column.name, slo_class);
      column.description = fmt::format("{}, class {}", column.description, slo_class);
      metrics.push_back({std::move(column), metric.goal});
    }
  }
  return metrics;
}

std::vector<double> metric_values(const Summary& summary, std::span<const std::string> classes) {
  std::vector<double> values;
  for (const SummaryDerivations* group : summary_metric_groups()) {
    for (const Derivation<Summary>& metric : *group) values.push_back(metric.value(summary));
  }
  for (const std::string& name : classes) {
    const auto found = std::find_if(summary.classes.begin(), summary.classes.end(),
                                    [&](const ClassSummary& c) { return c.slo_class == name; });
    for (const Derivation<ClassSummary>& metric : class_metrics()) {
      values.push_back(found == summary.classes.end() ? kMissing : metric.value(*found));
    }
  }
  return values;
}

}  // namespace servesweep::sweep
