#include "engine/cluster/fleet.h"

#include <algorithm>

namespace servesweep::engine {

Fleet::Fleet(const Scenario& scenario) : scenario_(scenario) {
  for (std::int32_t i = 0; i < scenario.instances; ++i) {
    instances_.push_back(std::make_unique<Instance>());
  }
}

void Fleet::reset_signals() {
  next_events_.reset(size());
  load_.assign(size(), 0);
  inflight_prefill_tokens_.assign(size(), 0);
  used_kv_blocks_.assign(size(), 0);
  reports_.assign(size(), {});
  changed_.clear();
  outdated_reports_.clear();
  is_changed_.assign(size(), 0);
  is_report_outdated_.assign(size(), 0);
  publishes_ = scenario_.profile != Profile::reference && scenario_.signal_refresh_us > 0;
  last_refresh_us_ = 0;
  if (publishes_) plan_report(0);
  signals_as_of_us_ = kNever;
}

// ----------------------------------------------------------------------------------------- time

void Fleet::advance_one() {
  const TimeUs time_us = next_events_.time_us();
  const std::uint32_t i = next_events_.index();
  instances_[i]->advance_to(time_us);
  note_change(i);
}

/// In order of index, so that what completes until one look is always reported in the same order.
void Fleet::advance_until(TimeUs time_us) {
  while (next_events_.time_us() <= time_us) {
    const std::uint32_t i = next_events_.first_until(time_us);
    instances_[i]->advance_to(time_us);
    note_change(i);
  }
}

std::vector<InstanceSummary> Fleet::close() {
  std::vector<InstanceSummary> summaries;
  summaries.reserve(size());
  for (const auto& instance : instances_) {
    instance->advance_to(std::min(scenario_.horizon_us, kForever - 1));
    summaries.push_back(instance->close());
  }
  return summaries;
}

void Fleet::accept(InstanceId instance, const RequestFacts& facts, std::int32_t output_tokens,
                   TimeUs now_us) {
  const auto i = static_cast<std::uint32_t>(instance.value());
  Instance& chosen = *instances_[i];
  chosen.accept(facts, output_tokens, now_us);
  next_events_.set(i, chosen.next_event_us());
  load_[i] = chosen.load();
  inflight_prefill_tokens_[i] = chosen.inflight_prefill_tokens();
  // Only a closed loop advances instances between two looks; otherwise the report is as it was.
  if (is_changed_[i] != 0 && scenario_.signal_refresh_us == 0) take_report(i);
}

// -------------------------------------------------------------------------------------- signals

/// An instance was advanced.
void Fleet::note_change(std::uint32_t instance) {
  next_events_.set(instance, instances_[instance]->next_event_us());
  if (is_changed_[instance] != 0) return;
  is_changed_[instance] = 1;
  changed_.push_back(instance);
}

void Fleet::look(TimeUs now_us) {
  if (now_us == signals_as_of_us_) return;
  signals_as_of_us_ = now_us;
  publish(now_us);
  advance_until(now_us - 1);
  take_changes();
  // The reference's gateway reads anew when what it knows has become too old.
  if (publishes_ || now_us - last_refresh_us_ < scenario_.signal_refresh_us) return;
  last_refresh_us_ = now_us;
  renew_reports();
}

/// The last report of an instance before now counts, so earlier ones are not made.
void Fleet::publish(TimeUs now_us) {
  if (!publishes_ || now_us < next_report_us_) return;
  const auto count = static_cast<std::int64_t>(size());
  const std::int64_t rounds_behind = (now_us - next_report_us_) / scenario_.signal_refresh_us;
  if (rounds_behind > 0) plan_report(report_number_ + (rounds_behind - 1) * count + 1);
  while (next_report_us_ <= now_us) {
    const auto i = static_cast<std::uint32_t>(report_number_ % count);
    const TimeUs as_of_us = std::min(next_report_us_, now_us - 1);
    if (instances_[i]->next_event_us() <= as_of_us) {
      instances_[i]->advance_to(as_of_us);
      note_change(i);
    }
    take_changes();
    if (is_report_outdated_[i] != 0) take_report(i);
    is_report_outdated_[i] = 0;
    plan_report(report_number_ + 1);
  }
}

void Fleet::plan_report(std::int64_t number) {
  const auto count = static_cast<std::int64_t>(size());
  report_number_ = number;
  next_report_us_ = number / count * scenario_.signal_refresh_us +
                    number % count * scenario_.signal_refresh_us / count;
}

void Fleet::take_report(std::uint32_t instance) {
  used_kv_blocks_[instance] = instances_[instance]->used_kv_blocks();
  reports_[instance] = instances_[instance]->report();
}

/// The gateway counts what has left the instances; their reports come now or later.
void Fleet::take_changes() {
  for (const std::uint32_t i : changed_) {
    const Instance& instance = *instances_[i];
    load_[i] = instance.load();
    inflight_prefill_tokens_[i] = instance.inflight_prefill_tokens();
    is_changed_[i] = 0;
    if (scenario_.signal_refresh_us == 0) {
      take_report(i);
    } else if (is_report_outdated_[i] == 0) {
      is_report_outdated_[i] = 1;
      if (!publishes_) outdated_reports_.push_back(i);
    }
  }
  changed_.clear();
}

void Fleet::renew_reports() {
  for (const std::uint32_t i : outdated_reports_) {
    take_report(i);
    is_report_outdated_[i] = 0;
  }
  outdated_reports_.clear();
}

void Fleet::show(ClusterView& view) const {
  view.load = load_;
  view.inflight_prefill_tokens = inflight_prefill_tokens_;
  view.used_kv_blocks = used_kv_blocks_;
  view.reports = reports_;
}

}  // namespace servesweep::engine
