#include "tests/golden_check/summary_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/golden_check/json_fields.h"

namespace servesweep::golden {
namespace {

using engine::InstanceSummary;
using engine::LatencySummary;
using engine::Summary;

/// Compares the fields of one JSON object, each only if the object has it.
class FieldComparison {
 public:
  FieldComparison(const JsonFields& expected, Differences& differences)
      : expected_(expected), differences_(differences) {}

  FieldComparison& integer(const char* key, std::int64_t got) {
    if (expected_.has(key)) differences_.integer(key, expected_.integer(key), got);
    return *this;
  }
  FieldComparison& real(const char* key, double got) {
    if (expected_.has(key)) differences_.real(key, expected_.real(key), got);
    return *this;
  }

 private:
  const JsonFields& expected_;
  Differences& differences_;
};

void compare_latency(const JsonFields& expected, const LatencySummary& got,
                     Differences& differences) {
  FieldComparison(expected, differences)
      .integer("n", got.count)
      .real("mean", got.mean_us)
      .real("p50", got.p50_us)
      .real("p95", got.p95_us)
      .real("p99", got.p99_us)
      .real("max", got.max_us);
}

void compare_metrics(const JsonFields& expected, const Summary& got, Differences& differences) {
  constexpr double ms = 1e-3;
  FieldComparison(expected, differences)
      .integer("completed_requests", got.completed)
      .integer("dropped_unservable", got.dropped)
      .integer("preemption_count", got.preemptions)
      .integer("still_running", got.running)
      .integer("total_input_tokens", got.input_tokens)
      .integer("total_output_tokens", got.output_tokens)
      .real("e2e_mean_ms", got.e2e.mean_us * ms)
      .real("e2e_p90_ms", got.e2e.p90_us * ms)
      .real("e2e_p95_ms", got.e2e.p95_us * ms)
      .real("e2e_p99_ms", got.e2e.p99_us * ms)
      .real("ttft_mean_ms", got.ttft.mean_us * ms)
      .real("ttft_p90_ms", got.ttft.p90_us * ms)
      .real("ttft_p95_ms", got.ttft.p95_us * ms)
      .real("ttft_p99_ms", got.ttft.p99_us * ms)
      .real("scheduling_delay_p99_ms", got.scheduling_delay.p99_us * ms)
      .real("responses_per_sec", got.requests_per_s)
      .real("tokens_per_sec", got.output_tokens_per_s)
      .real("vllm_estimated_duration_s", static_cast<double>(got.end_us) * 1e-6);
}

void compare_instance(const JsonFields& expected, const InstanceSummary& got, bool single_tier,
                      Differences& differences) {
  FieldComparison comparison(expected, differences);
  comparison.integer("steps", got.steps)
      .integer("completed", got.completed)
      .integer("still_queued", got.waiting)
      .integer("still_running", got.running)
      .integer("dropped", got.dropped)
      .integer("input_tokens", got.input_tokens)
      .integer("output_tokens", got.output_tokens)
      .integer("preemptions", got.preemptions)
      .integer("kv_alloc_failures", got.kv_allocation_failures)
      .integer("gpu_block_hits", got.block_hits)
      .integer("gpu_block_misses", got.block_misses)
      .integer("peak_blocks", got.peak_blocks)
      .integer("used_blocks_at_end", got.used_blocks)
      .integer("block_us_integral", got.block_time_integral)
      .integer("end_us", got.end_us);
  // With a CPU tier the rate also counts failed reloads, which a summary does not have.
  if (single_tier) {
    const std::int64_t lookups = got.block_hits + got.block_misses;
    comparison.real(
        "cache_hit_rate",
        lookups == 0 ? 0.0 : static_cast<double>(got.block_hits) / static_cast<double>(lookups));
  }
}

void compare_classes(const JsonFields& expected, const Summary& got, const std::string& file,
                     Differences& differences) {
  for (const std::string& name : expected.keys()) {
    const auto found = std::find_if(got.classes.begin(), got.classes.end(),
                                    [&](const auto& item) { return item.slo_class == name; });
    differences.enter(file, fmt::format("per_slo.{}", name));
    if (found == got.classes.end()) {
      differences.note("the run has no such class");
      continue;
    }
    const JsonFields item = expected.object(name.c_str());
    differences.enter(file, fmt::format("per_slo.{}.ttft_us", name));
    compare_latency(item.object("ttft_us"), found->ttft, differences);
    differences.enter(file, fmt::format("per_slo.{}.e2e_us", name));
    compare_latency(item.object("e2e_us"), found->e2e, differences);
  }
}

void compare_cluster(const JsonFields& root, const Summary& got, const std::string& file,
                     Differences& differences) {
  differences.enter(file, "cluster");
  FieldComparison(root, differences)
      .real("cache_hit_rate", got.cache_hit_rate)
      .real("jain_tenant_output_tokens", got.jain_tenant_tokens)
      .real("requests_per_sec", got.requests_per_s)
      .real("tokens_per_sec", got.output_tokens_per_s)
      .integer("dropped_unservable", got.dropped)
      .integer("rejected", got.rejected);
  differences.enter(file, "ttft_us");
  compare_latency(root.object("ttft_us"), got.ttft, differences);
  differences.enter(file, "e2e_us");
  compare_latency(root.object("e2e_us"), got.e2e, differences);
  differences.enter(file, "metrics");
  compare_metrics(root.object("metrics"), got, differences);
}

}  // namespace

void compare_summary(const std::filesystem::path& path, const engine::Scenario& scenario,
                     const Summary& summary, Differences& differences) {
  const JsonFields root = JsonFields::read(path);
  const std::string file = path.filename().string();
  compare_cluster(root, summary, file, differences);
  if (root.has("per_slo")) compare_classes(root.object("per_slo"), summary, file, differences);
  const std::vector<JsonFields> instances = root.objects("instances");
  differences.enter(file, "instances");
  differences.integer("count", static_cast<std::int64_t>(instances.size()),
                      static_cast<std::int64_t>(summary.instances.size()));
  for (std::size_t i = 0; i < std::min(instances.size(), summary.instances.size()); ++i) {
    differences.enter(file, fmt::format("instance {}", i));
    compare_instance(instances[i], summary.instances[i], scenario.kv.cpu_blocks == 0, differences);
  }
}

}  // namespace servesweep::golden
