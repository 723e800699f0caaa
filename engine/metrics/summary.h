#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/metrics/breakdown_parts.h"
#include "engine/metrics/latency_summary.h"
#include "engine/metrics/routing_regret.h"
#include "engine/metrics/saturation.h"

namespace servesweep::engine {

struct ClassSummary {
  std::string slo_class;
  std::int64_t requests = 0;  ///< that arrived, whatever became of them
  std::int64_t completed = 0, rejected = 0, dropped = 0;
  std::int64_t within_targets = 0;  ///< completed within all targets of the class
  LatencySummary ttft{}, e2e{};
  LatencySummary tpot{};  ///< (E2E − TTFT)/(tokens − 1) of completed requests
  /// 99th percentiles over all of `requests`, of which those that never got a first or last token
  /// are infinitely late; 0 if there are none.
  double ttft_p99_of_all_us = 0, e2e_p99_of_all_us = 0;
  MeanBreakdown breakdown_mean_us{};  ///< of completed requests; adds up to the mean E2E

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
  std::int64_t cpu_blocks = 0;  ///< in the CPU tier at the end
  TimeUs end_us = 0;            ///< time of its last event

  friend bool operator==(const InstanceSummary&, const InstanceSummary&) = default;
};

/// Whether the requests of a measuring window fare alike all the time: mean TTFT of those that
/// arrived in the first and in the second half of the time in which they do, µs.
struct WindowHalves {
  double first_ttft_us = 0, second_ttft_us = 0;

  friend bool operator==(const WindowHalves&, const WindowHalves&) = default;
};

/// What one run amounts to. A rate per second is over the end time.
///
/// With a measuring window figures are of the requests that arrive from measure_from_us on. Rates
/// are of what completes from there to the last arrival, whenever it came (entered_per_s: to the
/// end); the counters of `instances`, what follows from them alone (cache_hit_rate, thrashing_rate,
/// hol_blocking) and end_us are of the whole run.
struct Summary {
  TimeUs measure_from_us = 0;  ///< 0: everything counts
  std::int64_t warm_up = 0;    ///< requests that arrived before it
  /// Only with a measuring window, and if requests of both halves got a first token.
  std::optional<WindowHalves> halves{};
  std::int64_t requests = 0, completed = 0, waiting = 0, running = 0, rejected = 0, dropped = 0,
               unrouted = 0;
  std::int64_t within_targets = 0;  ///< completed within all targets of their class
  std::int64_t input_tokens = 0, output_tokens = 0, preemptions = 0;
  TimeUs end_us = 0;               ///< last event of the cluster
  double requests_per_s = 0;       ///< completed requests
  double goodput_per_s = 0;        ///< requests within their targets
  double output_tokens_per_s = 0;  ///< decode tokens

  double cache_hit_rate = 0;   ///< mean over instances of block hits / (hits + misses)
  double token_hit_rate = 0;   ///< prompt tokens cached at the first admission / prompt tokens, of
                               ///< all requests ever admitted together (as vLLM reports it)
  double preemption_rate = 0;  ///< preemptions / completed
  double thrashing_rate = 0;   ///< mean over instances of blocks reloaded within 1 ms / offloaded
  /// Instances whose waiting queue (mean over steps) is longer than twice the mean of these means:
  /// one queue is stuck while others are not. 0 for a single instance.
  std::int64_t hol_blocking = 0;
  /// See engine/metrics/priority_inversions.h; 0 under constant priorities; nothing if not asked
  /// for.
  std::optional<std::int64_t> priority_inversions;
  std::optional<RoutingRegret> routing_regret;  ///< nothing if not asked for

  double jain_tenant_tokens = 0;  ///< Jain index of completed output tokens per tenant
  double jain_class_ttft = 0;     ///< Jain index of mean TTFT per SLO class: 1 = all classes alike;
                                  ///< 0 if a class came and nobody of it was served

  /// Little's law, in_system_mean = entered_per_s · in_system_mean_us / 10⁶: over requests that
  /// came before the end and were neither rejected nor dropped, from arrival to the end of their
  /// last step (or of the run); with a measuring window, over the window's alone.
  double entered_per_s = 0, in_system_mean = 0, in_system_mean_us = 0;
  Saturation saturation = Saturation::underloaded;

  LatencySummary ttft;              ///< every request that got a first token
  LatencySummary e2e;               ///< completed requests
  LatencySummary tpot{};            ///< completed requests of at least two tokens
  LatencySummary itl;               ///< every gap between tokens of completed requests
  LatencySummary scheduling_delay;  ///< every request ever scheduled
  double ttft_p99_of_all_us = 0, e2e_p99_of_all_us = 0;  ///< as in ClassSummary
  MeanBreakdown breakdown_mean_us{};  ///< of completed requests; adds up to the mean E2E
  std::vector<ClassSummary> classes;
  std::vector<InstanceSummary> instances;

  friend bool operator==(const Summary&, const Summary&) = default;
};

}  // namespace servesweep::engine
