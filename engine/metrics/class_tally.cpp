#include "engine/metrics/class_tally.h"

#include "engine/metrics/late_percentile.h"
#include "engine/metrics/slo_targets.h"

namespace servesweep::engine {

/// By name, not by kBreakdown: so compilers see which memory it is, and add two at once.
void add_breakdown(LatencyBreakdown& sums, const LatencyBreakdown& parts) {
  sums.gateway_us += parts.gateway_us;
  sums.delivery_us += parts.delivery_us;
  sums.wait_step_us += parts.wait_step_us;
  sums.wait_budget_us += parts.wait_budget_us;
  sums.wait_slots_us += parts.wait_slots_us;
  sums.wait_memory_us += parts.wait_memory_us;
  sums.wait_order_us += parts.wait_order_us;
  sums.load_us += parts.load_us;
  sums.prefill_us += parts.prefill_us;
  sums.chunking_us += parts.chunking_us;
  sums.batching_us += parts.batching_us;
  sums.preemption_us += parts.preemption_us;
  sums.decode_us += parts.decode_us;
  sums.output_us += parts.output_us;
}

MeanBreakdown mean_breakdown(const LatencyBreakdown& sums, std::int64_t count) {
  MeanBreakdown mean{};
  if (count == 0) return mean;
  for (std::size_t i = 0; i < kBreakdownParts; ++i) {
    mean[i] = static_cast<double>(sums.*kBreakdown[i].time_us) / static_cast<double>(count);
  }
  return mean;
}

void ClassTally::reset() {
  requests_ = completed_ = rejected_ = dropped_ = within_targets_ = 0;
  ttft_.clear();
  e2e_.clear();
  tpot_.clear();
  breakdown_ = {};
}

void ClassTally::add(const RequestRecord& record, const SloClass& slo_class) {
  ++requests_;
  if (record.ttft_us != kNever) ttft_.add_whole(record.ttft_us);
  if (record.status == RequestStatus::rejected) ++rejected_;
  if (record.status == RequestStatus::dropped) ++dropped_;
  if (record.status != RequestStatus::completed) return;
  ++completed_;
  if (meets_targets(record, slo_class)) ++within_targets_;
  e2e_.add_whole(record.e2e_us);
  if (record.output_tokens > 1) {
    tpot_.add(static_cast<double>(record.e2e_us - record.ttft_us) /
              static_cast<double>(record.output_tokens - 1));
  }
  add_breakdown(breakdown_, record.breakdown);
}

ClassSummary ClassTally::summarise(const SloClass& slo_class, LatencyDescriber& describer) const {
  ClassSummary summary{.slo_class = slo_class.name,
                       .requests = requests_,
                       .completed = completed_,
                       .rejected = rejected_,
                       .dropped = dropped_,
                       .within_targets = within_targets_,
                       .ttft = describer.describe(ttft_),
                       .e2e = describer.describe(e2e_),
                       .tpot = describer.describe(tpot_),
                       .breakdown_mean_us = mean_breakdown(breakdown_, completed_)};
  const LatencySample *const ttft = &ttft_, *const e2e = &e2e_;
  summary.ttft_p99_of_all_us = p99_of_all(std::span(&ttft, 1), summary.ttft, requests_);
  summary.e2e_p99_of_all_us = p99_of_all(std::span(&e2e, 1), summary.e2e, requests_);
  return summary;
}

}  // namespace servesweep::engine
