#include "engine/metrics/instance_totals.h"

#include <algorithm>

namespace servesweep::engine {
namespace {

double ratio(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double mean_waiting(const InstanceSummary& instance) {
  return ratio(instance.waiting_sum, instance.steps);
}

std::int64_t hol_blocking(const std::vector<InstanceSummary>& instances) {
  if (instances.size() < 2) return 0;
  double mean = 0;
  for (const InstanceSummary& instance : instances) mean += mean_waiting(instance);
  mean /= static_cast<double>(instances.size());
  return std::ranges::count_if(instances, [&](const InstanceSummary& instance) {
    return mean > 0 && mean_waiting(instance) > 2 * mean;
  });
}

}  // namespace

double block_hit_rate(const InstanceSummary& instance) {
  const std::int64_t hits = instance.block_hits + instance.reloaded_blocks;
  return ratio(hits, hits + instance.block_misses + instance.reload_misses);
}

double thrashing_rate(const InstanceSummary& instance) {
  return ratio(instance.thrashed_blocks, instance.offloaded_blocks);
}

void add_up_instances(Summary& summary) {
  const auto instances = static_cast<double>(summary.instances.size());
  for (const InstanceSummary& instance : summary.instances) {
    summary.completed += instance.completed;
    summary.waiting += instance.waiting + instance.queueing;
    summary.running += instance.running;
    summary.dropped += instance.dropped;
    summary.input_tokens += instance.input_tokens;
    summary.output_tokens += instance.output_tokens;
    summary.preemptions += instance.preemptions;
    summary.end_us = std::max(summary.end_us, instance.end_us);
    summary.cache_hit_rate += block_hit_rate(instance) / instances;
    summary.thrashing_rate += thrashing_rate(instance) / instances;
  }
  summary.preemption_rate = ratio(summary.preemptions, summary.completed);
  summary.hol_blocking = hol_blocking(summary.instances);
  if (summary.end_us > 0) {
    const double seconds = static_cast<double>(summary.end_us) / 1e6;
    summary.requests_per_s = static_cast<double>(summary.completed) / seconds;
    summary.output_tokens_per_s = static_cast<double>(summary.output_tokens) / seconds;
  }
}

}  // namespace servesweep::engine
