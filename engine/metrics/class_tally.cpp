#include "engine/metrics/class_tally.h"

#include "engine/metrics/late_percentile.h"
#include "engine/metrics/slo_targets.h"

namespace servesweep::engine {

MeanBreakdown mean_breakdown(const std::array<TimeUs, kBreakdownParts>& sums_us,
                             std::int64_t count) {
  MeanBreakdown mean{};
  if (count == 0) return mean;
  for (std::size_t i = 0; i < kBreakdownParts; ++i) {
    mean[i] = static_cast<double>(sums_us[i]) / static_cast<double>(count);
  }
  return mean;
}

void ClassTally::reset() {
  requests_ = completed_ = rejected_ = dropped_ = within_targets_ = 0;
  ttft_.clear();
  e2e_.clear();
  tpot_.clear();
  breakdown_us_.fill(0);
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
  for (std::size_t i = 0; i < kBreakdownParts; ++i) {
    breakdown_us_[i] += record.breakdown.*kBreakdown[i].time_us;
  }
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
                       .breakdown_mean_us = mean_breakdown(breakdown_us_, completed_)};
  const LatencySample *const ttft = &ttft_, *const e2e = &e2e_;
  summary.ttft_p99_of_all_us = p99_of_all(std::span(&ttft, 1), summary.ttft, requests_);
  summary.e2e_p99_of_all_us = p99_of_all(std::span(&e2e, 1), summary.e2e, requests_);
  return summary;
}

}  // namespace servesweep::engine
