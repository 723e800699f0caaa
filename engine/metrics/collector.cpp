#include "engine/metrics/collector.h"

#include <numeric>

#include "engine/metrics/percentile.h"

namespace servesweep::engine {
namespace {

/// Reorders `values`.
LatencySummary describe(std::vector<std::int64_t>& values) {
  LatencySummary summary;
  if (values.empty()) return summary;
  const std::span<std::int64_t> all(values);
  summary.count = static_cast<std::int64_t>(values.size());
  const std::int64_t sum = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  summary.mean_us = static_cast<double>(sum) / static_cast<double>(values.size());
  summary.p50_us = percentile(all, 50);
  summary.p90_us = percentile(all, 90);
  summary.p95_us = percentile(all, 95);
  summary.p99_us = percentile(all, 99);
  summary.max_us = static_cast<double>(*std::ranges::max_element(values));
  return summary;
}

double hit_rate(const InstanceSummary& instance) {
  const std::int64_t hits = instance.block_hits + instance.reloaded_blocks;
  const std::int64_t all = hits + instance.block_misses + instance.reload_misses;
  return all == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(all);
}

void add_instances(Summary& summary) {
  for (const InstanceSummary& instance : summary.instances) {
    summary.completed += instance.completed;
    summary.waiting += instance.waiting + instance.queueing;
    summary.running += instance.running;
    summary.dropped += instance.dropped;
    summary.input_tokens += instance.input_tokens;
    summary.output_tokens += instance.output_tokens;
    summary.preemptions += instance.preemptions;
    summary.end_us = std::max(summary.end_us, instance.end_us);
    summary.cache_hit_rate += hit_rate(instance) / static_cast<double>(summary.instances.size());
  }
  if (summary.end_us > 0) {
    const double seconds = static_cast<double>(summary.end_us) / 1e6;
    summary.requests_per_s = static_cast<double>(summary.completed) / seconds;
    summary.output_tokens_per_s = static_cast<double>(summary.output_tokens) / seconds;
  }
}

}  // namespace

void Collector::reset(const Workload& workload, std::span<RequestRecord> table) {
  workload_ = &workload;
  table_ = table;
  classes_.resize(workload.classes.size());
  for (PerClass& one : classes_) {
    one.requests = one.completed = 0;
    one.ttft_us.clear();
    one.e2e_us.clear();
  }
  tenant_tokens_.assign(workload.tenants.size(), 0);
  delay_us_.clear();
  token_gaps_.reset();
  rejected_ = unrouted_ = 0;
}

void Collector::add(const RequestRecord& record) {
  if (!table_.empty()) table_[record.request.index()] = record;
  PerClass& one = classes_[record.slo_class.index()];
  ++one.requests;
  if (record.ttft_us != kNever) one.ttft_us.push_back(record.ttft_us);
  if (record.last_scheduled_us != kNever) {
    delay_us_.push_back(record.last_scheduled_us - record.arrival_us);
  }
  if (record.status == RequestStatus::completed) {
    ++one.completed;
    one.e2e_us.push_back(record.e2e_us);
    tenant_tokens_[record.tenant.index()] += record.output_tokens;
  }
  if (record.status == RequestStatus::rejected) ++rejected_;
  if (record.status == RequestStatus::unrouted) ++unrouted_;
}

void Collector::describe_classes(Summary& summary) {
  std::vector<double> mean_ttft;
  bool starved = false;
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    PerClass& one = classes_[i];
    summary.classes.push_back({.slo_class = workload_->classes[i].name,
                               .requests = one.requests,
                               .completed = one.completed,
                               .ttft = describe(one.ttft_us),
                               .e2e = describe(one.e2e_us)});
    summary.requests += one.requests;
    if (!one.ttft_us.empty()) mean_ttft.push_back(summary.classes.back().ttft.mean_us);
    starved = starved || (one.requests > 0 && one.ttft_us.empty());
  }
  if (!starved) summary.jain_class_ttft = jain_index(mean_ttft);
}

Summary Collector::summarise(std::vector<InstanceSummary> instances) {
  Summary summary;
  summary.instances = std::move(instances);
  add_instances(summary);
  summary.rejected = rejected_;
  summary.unrouted = unrouted_;
  describe_classes(summary);
  all_.clear();
  for (const PerClass& one : classes_)
    all_.insert(all_.end(), one.ttft_us.begin(), one.ttft_us.end());
  summary.ttft = describe(all_);
  all_.clear();
  for (const PerClass& one : classes_)
    all_.insert(all_.end(), one.e2e_us.begin(), one.e2e_us.end());
  summary.e2e = describe(all_);
  summary.scheduling_delay = describe(delay_us_);
  // A tenant of whom nothing completed counts as having got nothing.
  if (summary.completed > 0) summary.jain_tenant_tokens = jain_index(tenant_tokens_);
  return summary;
}

}  // namespace servesweep::engine
