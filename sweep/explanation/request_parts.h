#pragma once

#include "engine/latency/latency_model.h"
#include "engine/metrics/request_record.h"
#include "sweep/explanation/latency_part.h"

namespace servesweep::sweep {

/// Whether a request has this latency: a first token, or its last one.
[[nodiscard]] bool has_latency(const engine::RequestRecord& record, LatencyKind kind);

/// The latency, µs. Precondition: has_latency().
[[nodiscard]] double latency_us(const engine::RequestRecord& record, LatencyKind kind);

/// Where one latency of a request went; adds up to it exactly. The whole prefill is in
/// LatencyPart::prefill, and `served` is 0.
///
/// TTFT: what lies before the first token. Gateway, delivery, queue and prompt do altogether,
/// decode does not, output overhead counts once; the rest is loading and preemption. Which of the
/// two is known where only one occurred, where the request was last admitted before its first token
/// (then all of its preemptions were), and where it was preempted only afterwards. A request that
/// was preempted on both sides of its first token and loaded KV: loading is taken to come first.
/// `output_overhead_us`: of the latency model. Precondition: has_latency().
[[nodiscard]] PartTimes parts_of(const engine::RequestRecord& record, LatencyKind kind,
                                 engine::TimeUs output_overhead_us);

/// Strategy − baseline of one request, part by part; adds up to the difference of its latencies.
/// The change of the prefill is split: what computing the prompt alone costs behind the prefix that
/// each side found in its cache (at the baseline's step cost: the latency model, not linearised)
/// goes to fewer_cached or more_cached, the rest to prefill. A request that was preempted counts
/// with what it found at its first admission.
[[nodiscard]] PartTimes change_of(const engine::RequestRecord& strategy,
                                  const engine::RequestRecord& baseline, LatencyKind kind,
                                  const engine::LatencyModel& cost);

}  // namespace servesweep::sweep
