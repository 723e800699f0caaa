#pragma once

#include <array>

#include "engine/metrics/latency_breakdown.h"

namespace servesweep::engine {

/// A part of LatencyBreakdown: its word in tables and files, and what it is.
struct BreakdownPart {
  const char* name;
  const char* meaning;
  TimeUs LatencyBreakdown::*time_us;
};

inline constexpr std::size_t kBreakdownParts = 14;
static_assert(sizeof(LatencyBreakdown) == kBreakdownParts * sizeof(TimeUs));

/// All parts in the order in which a request meets them.
inline constexpr std::array<BreakdownPart, kBreakdownParts> kBreakdown{{
    {"gateway", "admission and routing", &LatencyBreakdown::gateway_us},
    {"delivery", "transport and tokenisation, routing to queue", &LatencyBreakdown::delivery_us},
    {"wait_step", "in the queue until the next step began", &LatencyBreakdown::wait_step_us},
    {"wait_budget", "waiting for tokens of the step budget", &LatencyBreakdown::wait_budget_us},
    {"wait_slots", "waiting for a place in the batch", &LatencyBreakdown::wait_slots_us},
    {"wait_memory", "waiting for KV blocks", &LatencyBreakdown::wait_memory_us},
    {"wait_order", "waiting for later requests that went first", &LatencyBreakdown::wait_order_us},
    {"load", "loading cached KV from a lower tier", &LatencyBreakdown::load_us},
    {"prefill", "computing the uncached prompt alone", &LatencyBreakdown::prefill_us},
    {"chunking", "further steps because the prompt was cut", &LatencyBreakdown::chunking_us},
    {"batching", "others' tokens in the steps of the prompt", &LatencyBreakdown::batching_us},
    {"preemption", "from losing its KV to the next token", &LatencyBreakdown::preemption_us},
    {"decode", "steps of its tokens after the first", &LatencyBreakdown::decode_us},
    {"output", "output overhead", &LatencyBreakdown::output_us},
}};

/// Mean of each part over some requests, µs, in this order; all zero if there are none.
using MeanBreakdown = std::array<double, kBreakdownParts>;

}  // namespace servesweep::engine
