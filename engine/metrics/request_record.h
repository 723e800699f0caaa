#pragma once

#include "engine/base/ids.h"
#include "engine/metrics/latency_breakdown.h"

namespace servesweep::engine {

/// Where a request was when the run ended. `dropped`: its prompt, or prompt and output so far, does
/// not fit into the KV cache of an instance, so that it could never finish; `unrouted`: the horizon
/// came before its routing.
enum class RequestStatus : std::uint8_t {
  completed,
  waiting,
  running,
  rejected,
  dropped,
  unrouted
};

/// What happened to one request: one row of the request table. Times are absolute µs unless they
/// are named latencies; kNever (−1) where something did not happen.
struct RequestRecord {
  RequestId request;
  RequestStatus status = RequestStatus::unrouted;
  InstanceId instance;
  SloClassId slo_class;
  TenantId tenant;
  std::int32_t input_tokens = 0;
  std::int32_t output_tokens = 0;
  TimeUs arrival_us = 0;
  TimeUs routed_us = kNever;
  TimeUs enqueued_us = kNever;
  TimeUs first_scheduled_us = kNever;
  TimeUs last_scheduled_us = kNever;
  TimeUs ttft_us = kNever;  ///< latency: first token − arrival
  TimeUs e2e_us = kNever;   ///< latency: TTFT + all inter-token latencies
  TimeUs itl_sum_us = 0;
  std::int32_t itl_count = 0;
  std::int32_t preemptions = 0;
  std::int32_t cached_tokens_first =
      -1;  ///< prefix tokens found in the cache at the first admission
  std::int32_t cached_tokens_last = -1;  ///< … and at the last one
  TimeUs finish_step_us = kNever;        ///< start of the step in which it finished
  TimeUs finish_step_length_us = kNever;
  LatencyBreakdown breakdown;

  friend bool operator==(const RequestRecord&, const RequestRecord&) = default;
};

/// The word for a status in tables and files.
[[nodiscard]] const char* name_of(RequestStatus status);

}  // namespace servesweep::engine
