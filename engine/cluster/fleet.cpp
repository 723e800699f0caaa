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
  next_completions_.reset(size());
  advanced_to_us_ = kNever;
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
  reporting_ = 0;
  round_us_ = 0;
  next_report_us_ = publishes_ ? 0 : kForever;
  signals_as_of_us_ = kNever;
}

// ----------------------------------------------------------------------------------------- time

void Fleet::advance_one() {
  const TimeUs time_us = next_completions_.time_us();
  publish(time_us);
  if (next_completions_.time_us() != time_us) return;  // who reported is known to be busy longer
  advanced_to_us_ = time_us;
  advanced_ = next_completions_.index();
  advance(advanced_, advanced_to_us_);
  note_change(advanced_);
}

void Fleet::advance(std::uint32_t instance, TimeUs time_us) {
  Instance& one = *instances_[instance];
  one.advance_to(time_us);
  next_events_.set(instance, one.next_event_us());
  if (is_closed_loop_) expect_completion(instance);
}

void Fleet::expect_completion(std::uint32_t instance) {
  next_completions_.set(instance, instances_[instance]->next_completion_us());
}

/// Within a tick instances take turns in order of index: if one was advanced to this tick, those
/// before it have been in it, too, although nothing came of it. Once: what is routed to them from
/// now on waits until the gateway has done its part.
void Fleet::complete_tick(TimeUs now_us) {
  if (now_us != advanced_to_us_) return;
  advanced_to_us_ = kNever;
  for (std::uint32_t i = 0; i < advanced_; ++i) {
    if (instances_[i]->next_event_us() > now_us) continue;
    advance(i, now_us);
    note_change(i);
  }
}

/// In order of index, so that what completes until one look is always reported in the same order.
void Fleet::advance_until(TimeUs time_us) {
  while (next_events_.time_us() <= time_us) {
    const std::uint32_t i = next_events_.first_until(time_us);
    advance(i, time_us);
    take_signals(i);
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
  if (is_closed_loop_) expect_completion(i);
  load_[i] = chosen.load();
  inflight_prefill_tokens_[i] = chosen.inflight_prefill_tokens();
  // Only a closed loop advances instances between two looks; otherwise the report is as it was.
  if (is_changed_[i] != 0 && scenario_.signal_refresh_us == 0) take_report(i);
}

// -------------------------------------------------------------------------------------- signals

/// An instance was advanced; its signals follow with the next look.
void Fleet::note_change(std::uint32_t instance) {
  if (is_changed_[instance] != 0) return;
  is_changed_[instance] = 1;
  changed_.push_back(instance);
}

void Fleet::look(TimeUs now_us) {
  complete_tick(now_us);
  if (now_us == signals_as_of_us_) return;
  signals_as_of_us_ = now_us;
  publish(now_us);
  take_changes();
  advance_until(now_us - 1);
  // The reference's gateway reads anew when what it knows has become too old.
  if (publishes_ || now_us - last_refresh_us_ < scenario_.signal_refresh_us) return;
  last_refresh_us_ = now_us;
  renew_reports();
}

/// The last report of an instance before now counts, so earlier ones are not made.
void Fleet::publish_due(TimeUs now_us) {
  const TimeUs late_us = now_us - next_report_us_;
  if (late_us >= scenario_.signal_refresh_us) {
    const std::int64_t rounds = late_us / scenario_.signal_refresh_us;
    round_us_ += (rounds - 1) * scenario_.signal_refresh_us;
    pass_turn();
  }
  while (next_report_us_ <= now_us) {
    const std::uint32_t i = reporting_;
    // In a closed loop a report comes before what else happens at its tick.
    const TimeUs as_of_us =
        is_closed_loop_ ? next_report_us_ - 1 : std::min(next_report_us_, now_us - 1);
    if (instances_[i]->next_event_us() <= as_of_us) {
      advance(i, as_of_us);
      note_change(i);
    }
    if (is_changed_[i] != 0 || is_report_outdated_[i] != 0) take_report(i);
    is_report_outdated_[i] = 0;
    pass_turn();
  }
}

/// The turn to report passes to the next instance.
void Fleet::pass_turn() {
  if (++reporting_ == size()) {
    reporting_ = 0;
    round_us_ += scenario_.signal_refresh_us;
  }
  const auto count = static_cast<std::int64_t>(size());
  next_report_us_ = round_us_ + reporting_ * scenario_.signal_refresh_us / count;
}

void Fleet::take_report(std::uint32_t instance) {
  used_kv_blocks_[instance] = instances_[instance]->used_kv_blocks();
  reports_[instance] = instances_[instance]->report();
}

void Fleet::take_changes() {
  for (const std::uint32_t i : changed_) {
    is_changed_[i] = 0;
    take_signals(i);
  }
  changed_.clear();
}

/// The gateway counts what has left the instance; its report comes now or later.
void Fleet::take_signals(std::uint32_t instance) {
  const Instance& one = *instances_[instance];
  load_[instance] = one.load();
  inflight_prefill_tokens_[instance] = one.inflight_prefill_tokens();
  if (scenario_.signal_refresh_us == 0) {
    take_report(instance);
  } else if (is_report_outdated_[instance] == 0) {
    is_report_outdated_[instance] = 1;
    if (!publishes_) outdated_reports_.push_back(instance);
  }
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
