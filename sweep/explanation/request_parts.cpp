#include "sweep/explanation/request_parts.h"

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

using engine::LatencyBreakdown;
using engine::RequestRecord;
using engine::TimeUs;

/// Where the fields of a breakdown go; loading, preemption, decode and output differ by kind.
struct Field {
  LatencyPart part;
  TimeUs LatencyBreakdown::*time_us;
};
constexpr std::array kBeforeFirstToken{
    Field{LatencyPart::gateway, &LatencyBreakdown::gateway_us},
    Field{LatencyPart::delivery, &LatencyBreakdown::delivery_us},
    Field{LatencyPart::wait_step, &LatencyBreakdown::wait_step_us},
    Field{LatencyPart::wait_budget, &LatencyBreakdown::wait_budget_us},
    Field{LatencyPart::wait_slots, &LatencyBreakdown::wait_slots_us},
    Field{LatencyPart::wait_memory, &LatencyBreakdown::wait_memory_us},
    Field{LatencyPart::wait_order, &LatencyBreakdown::wait_order_us},
    Field{LatencyPart::prefill, &LatencyBreakdown::prefill_us},
    Field{LatencyPart::chunking, &LatencyBreakdown::chunking_us},
    Field{LatencyPart::batching, &LatencyBreakdown::batching_us}};

double& at(PartTimes& times, LatencyPart part) {
  return times[index_of(part)];
}

/// Preemption before the first token, given what loading and preemption took together by then.
TimeUs early_preemption_us(const RequestRecord& record, TimeUs both_us, TimeUs first_token_us) {
  const LatencyBreakdown& parts = record.breakdown;
  if (record.last_scheduled_us < first_token_us) return std::min(parts.preemption_us, both_us);
  return both_us - std::min(parts.load_us, both_us);
}

/// µs to compute the prompt alone behind `cached` tokens of it.
TimeUs alone_us(const RequestRecord& record, std::int32_t cached,
                const engine::LatencyModel& cost) {
  const engine::PrefillChunk chunk{
      .context_tokens = cached, .tokens = record.input_tokens - cached, .cached_tokens = cached};
  return cost.step_us({.prefill_tokens = chunk.tokens, .prefill = std::span(&chunk, 1)});
}

std::int32_t cached_tokens(const RequestRecord& record) {
  const std::int32_t found =
      record.preemptions > 0 ? record.cached_tokens_first : record.cached_tokens_last;
  return std::clamp(found, 0, record.input_tokens);
}

}  // namespace

bool has_latency(const RequestRecord& record, LatencyKind kind) {
  if (kind == LatencyKind::ttft) return record.ttft_us != engine::kNever;
  return record.status == engine::RequestStatus::completed;
}

double latency_us(const RequestRecord& record, LatencyKind kind) {
  return static_cast<double>(kind == LatencyKind::ttft ? record.ttft_us : record.e2e_us);
}

PartTimes parts_of(const RequestRecord& record, LatencyKind kind, TimeUs output_overhead_us) {
  SERVESWEEP_EXPECT(has_latency(record, kind));
  const LatencyBreakdown& breakdown = record.breakdown;
  PartTimes times{};
  TimeUs before_us = 0;
  for (const Field& field : kBeforeFirstToken) {
    at(times, field.part) = static_cast<double>(breakdown.*field.time_us);
    before_us += breakdown.*field.time_us;
  }
  TimeUs load_us = breakdown.load_us, preemption_us = breakdown.preemption_us;
  if (kind == LatencyKind::ttft) {
    const TimeUs both_us = record.ttft_us - output_overhead_us - before_us;
    const TimeUs first_token_us = record.arrival_us + record.ttft_us - output_overhead_us;
    preemption_us = early_preemption_us(record, both_us, first_token_us);
    load_us = both_us - preemption_us;
    at(times, LatencyPart::output) = static_cast<double>(output_overhead_us);
  } else {
    at(times, LatencyPart::decode) = static_cast<double>(breakdown.decode_us);
    at(times, LatencyPart::output) = static_cast<double>(breakdown.output_us);
  }
  at(times, LatencyPart::load) = static_cast<double>(load_us);
  at(times, LatencyPart::preemption) = static_cast<double>(preemption_us);
  return times;
}

PartTimes change_of(const RequestRecord& strategy, const RequestRecord& baseline, LatencyKind kind,
                    const engine::LatencyModel& cost) {
  PartTimes change = parts_of(strategy, kind, cost.output_overhead_us());
  const PartTimes before = parts_of(baseline, kind, cost.output_overhead_us());
  for (std::size_t i = 0; i < kLatencyParts; ++i) change[i] -= before[i];
  const std::int32_t found = cached_tokens(strategy), found_before = cached_tokens(baseline);
  if (found == found_before) return change;
  const auto by_cache =
      static_cast<double>(alone_us(strategy, found, cost) - alone_us(strategy, found_before, cost));
  at(change, found < found_before ? LatencyPart::fewer_cached : LatencyPart::more_cached) =
      by_cache;
  at(change, LatencyPart::prefill) -= by_cache;
  return change;
}

}  // namespace servesweep::sweep
