#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace servesweep::sweep {

/// A latency of a request that is taken apart.
enum class LatencyKind : std::uint8_t { ttft, e2e };
inline constexpr std::array kLatencyKinds{LatencyKind::ttft, LatencyKind::e2e};

/// What a difference between two strategies is put down to: the parts of engine::LatencyBreakdown,
/// the prefill split by what the prefix cache did, and who was served at all.
enum class LatencyPart : std::uint8_t {
  gateway,
  delivery,
  wait_step,
  wait_budget,
  wait_slots,
  wait_memory,
  wait_order,
  load,
  fewer_cached,
  more_cached,
  prefill,
  chunking,
  batching,
  preemption,
  decode,
  output,
  served
};
inline constexpr std::size_t kLatencyParts = 17;

/// Time in each part, or a change of it, µs.
using PartTimes = std::array<double, kLatencyParts>;

[[nodiscard]] constexpr std::size_t index_of(LatencyPart part) {
  return static_cast<std::size_t>(part);
}

/// A part's word in tables and files, and what a change of it means.
struct PartName {
  const char* name;
  const char* meaning;
};
inline constexpr std::array<PartName, kLatencyParts> kPartNames{{
    {"gateway", "admission and routing"},
    {"delivery", "transport and tokenisation, routing to queue"},
    {"wait_step", "queue: until the next step began"},
    {"wait_budget", "queue: for tokens of the step budget"},
    {"wait_slots", "queue: for a place in the batch"},
    {"wait_memory", "queue: for KV blocks"},
    {"wait_order", "queue: for later requests that went first"},
    {"load", "loading cached KV from a lower tier"},
    {"fewer_cached", "prefill: prompts that found less in the cache"},
    {"more_cached", "prefill: prompts that found more in the cache"},
    {"prefill", "prefill: other changes"},
    {"chunking", "further steps because the prompt was cut"},
    {"batching", "others' tokens in the steps of the prompt"},
    {"preemption", "from losing its KV to the next token"},
    {"decode", "steps of its tokens after the first"},
    {"output", "output overhead"},
    {"served", "requests that only one side served"},
}};

/// The five causes of waiting in an instance's queue.
[[nodiscard]] constexpr bool is_queue_part(std::size_t part) {
  return part >= index_of(LatencyPart::wait_step) && part <= index_of(LatencyPart::wait_order);
}

/// The two that the prefix cache causes.
[[nodiscard]] constexpr bool is_cache_part(std::size_t part) {
  return part == index_of(LatencyPart::fewer_cached) || part == index_of(LatencyPart::more_cached);
}

/// "ttft" or "e2e"
[[nodiscard]] constexpr const char* name_of(LatencyKind kind) {
  return kind == LatencyKind::ttft ? "ttft" : "e2e";
}

}  // namespace servesweep::sweep
