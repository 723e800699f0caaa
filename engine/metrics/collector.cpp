#include "engine/metrics/collector.h"

#include "engine/metrics/instance_totals.h"
#include "engine/metrics/late_percentile.h"
#include "engine/metrics/percentile.h"
#include "engine/metrics/slo_targets.h"

namespace servesweep::engine {

void Collector::reset(const WorkloadHeader& header, RecordSink* records,
                      const CollectorOptions& options) {
  header_ = &header;
  options_ = options;
  records_ = records;
  window_.reset(options.measure_from_us, options.counts_first_tokens);
  classes_.resize(header.classes.size());
  for (ClassTally& one : classes_) one.reset();
  token_gaps_.reset();
  delay_.clear();
  waits_.clear();
  occupancy_.reset();
  completed_.clear();
  tenant_tokens_.assign(header.tenants.size(), 0);
  rejected_ = unrouted_ = input_tokens_ = cached_tokens_ = 0;
}

void Collector::add(const RequestRecord& record) {
  if (records_ != nullptr) records_->record(record);
  if (window_.is_given()) {
    const SloClass& slo_class = header_->classes[record.slo_class.index()];
    if (!window_.take(record, meets_targets(record, slo_class))) return;
  }
  classes_[record.slo_class.index()].add(record, header_->classes[record.slo_class.index()]);
  occupancy_.add(record);
  if (record.first_scheduled_us != kNever) {  // it was admitted to a batch at least once
    delay_.add_whole(record.last_scheduled_us - record.arrival_us);
    waits_.add(record.arrival_us, record.first_scheduled_us - record.enqueued_us);
    input_tokens_ += record.input_tokens;
    cached_tokens_ += record.cached_tokens_first;
  }
  if (record.status == RequestStatus::completed) {
    tenant_tokens_[record.tenant.index()] += record.output_tokens;
    if (options_.priority_inversions && !options_.constant_priority) {
      completed_.push_back({.instance = record.instance,
                            .slo_class = record.slo_class,
                            .arrival_us = record.arrival_us,
                            .request = record.request,
                            .e2e_us = record.e2e_us});
    }
  }
  if (record.status == RequestStatus::rejected) ++rejected_;
  if (record.status == RequestStatus::unrouted) ++unrouted_;
}

void Collector::describe_classes(Summary& summary) {
  mean_ttft_.clear();
  summary.classes.reserve(classes_.size());
  bool starved = false;
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const ClassTally& tally = classes_[i];
    summary.classes.push_back(tally.summarise(header_->classes[i], describer_));
    const ClassSummary& one = summary.classes.back();
    summary.requests += one.requests;
    summary.within_targets += one.within_targets;
    if (one.ttft.count > 0) mean_ttft_.push_back(one.ttft.mean_us);
    starved = starved || (one.requests > 0 && one.ttft.count == 0);
  }
  if (!starved) summary.jain_class_ttft = jain_index(mean_ttft_);
}

void Collector::describe_everybody(Summary& summary) {
  const auto all = [this](const LatencySample& (ClassTally::*sample)() const) {
    samples_.clear();
    for (const ClassTally& one : classes_) samples_.push_back(&(one.*sample)());
    return describer_.describe(samples_);
  };
  summary.ttft = all(&ClassTally::ttft);
  summary.ttft_p99_of_all_us = p99_of_all(samples_, summary.ttft, summary.requests);
  summary.e2e = all(&ClassTally::e2e);
  summary.e2e_p99_of_all_us = p99_of_all(samples_, summary.e2e, summary.requests);
  summary.tpot = all(&ClassTally::tpot);
  summary.itl = token_gaps_.describe();
  summary.scheduling_delay = describer_.describe(delay_);
  LatencyBreakdown breakdown;
  for (const ClassTally& one : classes_) add_breakdown(breakdown, one.breakdown());
  summary.breakdown_mean_us = mean_breakdown(breakdown, summary.e2e.count);
}

void Collector::add_load(Summary& summary) const {
  const auto [entered, still_inside, inside_us] = occupancy_.until(summary.end_us);
  summary.saturation =
      saturation_of(waits_, summary.e2e.mean_us, still_inside + window_.unfinished_before());
  const TimeUs length_us = summary.end_us - window_.begin_us();
  if (length_us <= 0) return;
  const auto span_us = static_cast<double>(length_us);
  if (!window_.is_given()) {
    summary.goodput_per_s = static_cast<double>(summary.within_targets) / span_us * 1e6;
  }
  summary.entered_per_s = static_cast<double>(entered) / span_us * 1e6;
  summary.in_system_mean = static_cast<double>(inside_us) / span_us;
  if (entered > 0) {
    summary.in_system_mean_us = static_cast<double>(inside_us) / static_cast<double>(entered);
  }
}

Summary Collector::summarise(std::vector<InstanceSummary> instances) {
  Summary summary;
  summary.instances = std::move(instances);
  add_up_instances(summary);
  if (window_.is_given()) window_.apply(summary);
  summary.rejected = rejected_;
  summary.unrouted = unrouted_;
  describe_classes(summary);
  describe_everybody(summary);
  if (input_tokens_ > 0) {
    summary.token_hit_rate =
        static_cast<double>(cached_tokens_) / static_cast<double>(input_tokens_);
  }
  if (options_.priority_inversions) summary.priority_inversions = priority_inversions(completed_);
  // A tenant of whom nothing completed counts as having got nothing.
  if (summary.completed > 0) summary.jain_tenant_tokens = jain_index(tenant_tokens_);
  add_load(summary);
  return summary;
}

}  // namespace servesweep::engine
