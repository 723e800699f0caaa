#pragma once

#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/metrics/latency_summary.h"

namespace servesweep::engine {

struct ClassSummary {
  std::string slo_class;
  std::int64_t requests = 0;  ///< that arrived, whatever became of them
  std::int64_t completed = 0;
  LatencySummary ttft, e2e;

  friend bool operator==(const ClassSummary&, const ClassSummary&) = default;
};

/// What one instance did: counters at the end of the run.
struct InstanceSummary {
  std::int64_t steps = 0, completed = 0, running = 0, dropped = 0;
  std::int64_t queueing = 0;  ///< routed here, on the way to the waiting queue
  std::int64_t waiting = 0;   ///< in the waiting queue
  std::int64_t input_tokens = 0, output_tokens = 0, preemptions = 0, kv_allocation_failures = 0;
  std::int64_t block_hits = 0, block_misses = 0, offloaded_blocks = 0, reloaded_blocks = 0,
               reload_misses = 0;
  std::int64_t thrashed_blocks = 0;  ///< reloaded within 1 ms of being offloaded
  std::int64_t waiting_sum = 0;      ///< Σ over steps of the waiting queue's length
  std::int64_t peak_blocks = 0, used_blocks = 0, block_time_integral = 0;
  TimeUs end_us = 0;  ///< time of its last event

  friend bool operator==(const InstanceSummary&, const InstanceSummary&) = default;
};

/// What one run amounts to.
struct Summary {
  std::int64_t requests = 0, completed = 0, waiting = 0, running = 0, rejected = 0, dropped = 0,
               unrouted = 0;
  std::int64_t input_tokens = 0, output_tokens = 0, preemptions = 0;
  TimeUs end_us = 0;                ///< last event of the cluster
  double requests_per_s = 0;        ///< completed / end time
  double output_tokens_per_s = 0;   ///< decode tokens / end time
  double cache_hit_rate = 0;        ///< mean over instances of block hits / (hits + misses)
  double jain_tenant_tokens = 0;    ///< Jain index of completed output tokens per tenant
  double jain_class_ttft = 0;       ///< Jain index of mean TTFT per SLO class: 1 = all classes
                                    ///< alike; 0 if a class came and nobody of it was served
  LatencySummary ttft;              ///< every request that got a first token
  LatencySummary e2e;               ///< completed requests
  LatencySummary scheduling_delay;  ///< every request ever scheduled
  std::vector<ClassSummary> classes;
  std::vector<InstanceSummary> instances;

  friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace servesweep::engine
