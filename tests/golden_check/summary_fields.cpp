#include "tests/golden_check/summary_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "engine/metrics/instance_totals.h"
#include "tests/golden_check/json_fields.h"

namespace servesweep::golden {
namespace {

using engine::InstanceSummary;
using engine::LatencySummary;
using engine::Summary;

/// Compares the fields of one JSON object, each only if the object has it. A field that is neither
/// compared nor told to be left out is a difference: nothing is skipped silently.
class FieldComparison {
 public:
  FieldComparison(const JsonFields& expected, Differences& differences)
      : expected_(expected), differences_(differences) {}
  FieldComparison(const FieldComparison&) = delete;
  FieldComparison& operator=(const FieldComparison&) = delete;
  ~FieldComparison() = default;

  FieldComparison& integer(const char* key, std::int64_t got) {
    if (take(key)) differences_.integer(key, expected_.integer(key), got);
    return *this;
  }
  FieldComparison& real(const char* key, double got) {
    if (take(key)) differences_.real(key, expected_.real(key), got);
    return *this;
  }
  /// Fields that are compared elsewhere, or say nothing about the run.
  FieldComparison& leave(std::initializer_list<const char*> keys) {
    for (const char* key : keys) known_.insert(key);
    return *this;
  }
  void finish() {
    for (const std::string& key : expected_.keys()) {
      if (!known_.contains(key)) differences_.note(fmt::format("field '{}' is not compared", key));
    }
  }

 private:
  bool take(const char* key) {
    known_.insert(key);
    return expected_.has(key);
  }

  const JsonFields& expected_;
  Differences& differences_;
  std::set<std::string> known_;
};

void compare_latency(const JsonFields& expected, const LatencySummary& got,
                     Differences& differences) {
  FieldComparison(expected, differences)
      .integer("n", got.count)
      .real("mean", got.mean_us)
      .real("min", got.min_us)
      .real("p50", got.p50_us)
      .real("p90", got.p90_us)
      .real("p95", got.p95_us)
      .real("p99", got.p99_us)
      .real("max", got.max_us)
      .finish();
}

void compare_latency_ms(FieldComparison& fields, const std::string& what,
                        const LatencySummary& got) {
  constexpr double ms = 1e-3;
  fields.real((what + "_mean_ms").c_str(), got.mean_us * ms)
      .real((what + "_p90_ms").c_str(), got.p90_us * ms)
      .real((what + "_p95_ms").c_str(), got.p95_us * ms)
      .real((what + "_p99_ms").c_str(), got.p99_us * ms);
}

std::int64_t sum(const Summary& summary, std::int64_t InstanceSummary::*counter) {
  std::int64_t total = 0;
  for (const InstanceSummary& instance : summary.instances) total += instance.*counter;
  return total;
}

void compare_metrics(const JsonFields& expected, const Summary& got, Differences& differences) {
  const std::int64_t queued = sum(got, &InstanceSummary::waiting);
  FieldComparison fields(expected, differences);
  compare_latency_ms(fields, "ttft", got.ttft);
  compare_latency_ms(fields, "e2e", got.e2e);
  compare_latency_ms(fields, "itl", got.itl);
  fields.integer("completed_requests", got.completed)
      .integer("injected_requests", got.completed + queued + got.running + got.dropped)
      .integer("dropped_unservable", got.dropped)
      .integer("preemption_count", got.preemptions)
      .integer("kv_allocation_failures", sum(got, &InstanceSummary::kv_allocation_failures))
      .integer("still_queued", queued)
      .integer("still_running", got.running)
      .integer("total_input_tokens", got.input_tokens)
      .integer("total_output_tokens", got.output_tokens)
      .real("scheduling_delay_p99_ms", got.scheduling_delay.p99_us * 1e-3)
      .real("responses_per_sec", got.requests_per_s)
      .real("tokens_per_sec", got.output_tokens_per_s)
      .real("vllm_estimated_duration_s", static_cast<double>(got.end_us) * 1e-6)
      .finish();
}

void compare_instance(const JsonFields& expected, const InstanceSummary& got,
                      Differences& differences) {
  FieldComparison(expected, differences)
      .integer("steps", got.steps)
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
      .integer("offloads", got.offloaded_blocks)
      .integer("cpu_hits", got.reloaded_blocks)
      .integer("cpu_misses", got.reload_misses)
      .integer("thrash", got.thrashed_blocks)
      .integer("cpu_entries", got.cpu_blocks)
      .integer("cpu_used_counter", got.cpu_blocks)
      .integer("peak_blocks", got.peak_blocks)
      .integer("used_blocks_at_end", got.used_blocks)
      .integer("block_us_integral", got.block_time_integral)
      .integer("end_us", got.end_us)
      .real("cache_hit_rate", engine::block_hit_rate(got))
      .real("thrashing_rate", engine::thrashing_rate(got))
      .leave({"orphaned_blocks"})  // blocks that the reference lost
      .finish();
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
    FieldComparison(item, differences).leave({"ttft_us", "e2e_us"}).finish();
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
      .real("kv_thrashing_rate", got.thrashing_rate)
      .real("preemption_rate", got.preemption_rate)
      .real("requests_per_sec", got.requests_per_s)
      .real("tokens_per_sec", got.output_tokens_per_s)
      .integer("dropped_unservable", got.dropped)
      .integer("hol_blocking", got.hol_blocking)
      .integer("priority_inversions", got.priority_inversions.value_or(-1))
      .integer("rejected", got.rejected)
      .leave({"ttft_us", "e2e_us", "metrics", "per_slo", "instances", "decision_trace"})
      .leave({"probe", "identity_check"})  // of the recording build, not of the run
      .finish();
  differences.enter(file, "ttft_us");
  compare_latency(root.object("ttft_us"), got.ttft, differences);
  differences.enter(file, "e2e_us");
  compare_latency(root.object("e2e_us"), got.e2e, differences);
  differences.enter(file, "metrics");
  compare_metrics(root.object("metrics"), got, differences);
}

}  // namespace

void compare_summary(const std::filesystem::path& path, const Summary& summary,
                     Differences& differences) {
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
    compare_instance(instances[i], summary.instances[i], differences);
  }
}

void compare_decision_trace(const std::filesystem::path& path,
                            const std::vector<engine::DecisionRow>& decisions,
                            const Summary& summary, Differences& differences) {
  const JsonFields root = JsonFields::read(path);
  if (!root.has("decision_trace")) return;
  const JsonFields expected = root.object("decision_trace");
  const std::string file = path.filename().string();
  double sum_regret = 0, max_regret = 0;
  std::map<std::string, std::int64_t> targets;
  for (const engine::DecisionRow& row : decisions) {
    sum_regret += row.regret;
    max_regret = std::max(max_regret, row.regret);
    ++targets[fmt::format("instance_{}", row.instance.value())];
  }
  const auto count = static_cast<std::int64_t>(decisions.size());
  differences.enter(file, "decision_trace");
  FieldComparison(expected, differences)
      .integer("admitted", summary.requests - summary.rejected)
      .integer("rejected", summary.rejected)
      .integer("decisions", summary.requests)
      .real("mean_regret", count == 0 ? 0 : sum_regret / static_cast<double>(count))
      .real("max_regret", max_regret)
      .leave({"targets"})
      .finish();
  differences.enter(file, "decision_trace.targets");
  const JsonFields expected_targets = expected.object("targets");
  FieldComparison fields(expected_targets, differences);
  for (const auto& [instance, routed] : targets) fields.integer(instance.c_str(), routed);
  fields.finish();
}

}  // namespace servesweep::golden
