#include "engine/cluster/cluster.h"

#include <algorithm>

#include "engine/cluster/check_use.h"
#include "engine/policy/registry.h"

namespace servesweep::engine {

ClusterPolicies::ClusterPolicies(const Scenario& scenario)
    : admission(admission_policies().create(scenario.admission, "admission")),
      routing(routing_policies().create(scenario.routing, "routing")),
      instance(scenario) {}

Cluster::Cluster(const Scenario& scenario)
    : scenario_(scenario),
      policies_(scenario),
      latency_(make_latency_model(scenario.latency, scenario.batch)),
      cost_(latency_->cost()) {
  check_use(scenario, policies_);
  for (std::int32_t i = 0; i < scenario.instances; ++i) {
    instances_.push_back(std::make_unique<Instance>());
  }
}

void Cluster::reset(const WorkloadHeader& header, Collector& collector, StepObserver* steps) {
  policies_.admission->reset();
  policies_.routing->reset(instances_.size());
  policies_.instance.reset(instances_.size());
  facts_.reset(header, scenario_.predictor);
  completions_.clear();
  keeps_directory_ = policies_.routing->needs_cache_directory();
  if (keeps_directory_) {
    directory_.reset(instances_.size(), scenario_.kv.block_tokens, scenario_.cache_event_delay_us);
  }
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const InstanceId id(static_cast<std::int32_t>(i));
    instances_[i]->reset(id, scenario_, *latency_, policies_.instance, collector,
                         {.steps = steps,
                          .completions = closed_loop_ ? &completions_ : nullptr,
                          .caches = keeps_directory_ ? &directory_.listener(id) : nullptr});
  }
  admissions_.clear();
  routings_.clear();
  load_.assign(instances_.size(), 0);
  inflight_prefill_tokens_.assign(instances_.size(), 0);
  reports_.assign(instances_.size(), {});
  changed_.clear();
  outdated_reports_.clear();
  is_changed_.assign(instances_.size(), 0);
  is_report_outdated_.assign(instances_.size(), 0);
  instance_events_.reset(instances_.size());
  publishes_ = scenario_.profile != Profile::reference && scenario_.signal_refresh_us > 0;
  last_refresh_us_ = publishes_ ? kNever : 0;
  signals_as_of_us_ = kNever;
}

std::vector<InstanceSummary> Cluster::run(RequestSource& source, Collector& collector,
                                          StepObserver* steps, DecisionObserver* decisions) {
  closed_loop_ = source.header().closed_loop;
  collector_ = &collector;
  decisions_ = decisions;
  reset(source.header(), collector, steps);
  arrivals_.reset(source);
  if (closed_loop_) {
    run_closed_loop();
  } else {
    run_open_loop();
  }
  std::vector<InstanceSummary> summaries;
  summaries.reserve(instances_.size());
  for (const auto& instance : instances_) {
    instance->advance_to(std::min(scenario_.horizon_us, kForever - 1));
    summaries.push_back(instance->close());
  }
  report_unsent();
  return summaries;
}

// ----------------------------------------------------------------------------------- event loop

TimeUs Cluster::next_gateway_us() const {
  const TimeUs admission = admissions_.empty() ? kForever : admissions_.front().time_us;
  const TimeUs routing =
      routings_.empty() ? kForever : routings_.front().time_us + scenario_.routing_latency_us;
  return std::min({arrivals_.next_us(), admission, routing});
}

void Cluster::gateway_event(TimeUs now_us) {
  if (arrivals_.next_us() == now_us) {
    arrive();
  } else if (!admissions_.empty() && admissions_.front().time_us == now_us) {
    admit();
  } else {
    route();
  }
}

/// Nothing that instances do brings gateway events, so they are advanced only when looked at.
void Cluster::run_open_loop() {
  for (;;) {
    const TimeUs next = next_gateway_us();
    if (next == kForever || next > scenario_.horizon_us) return;
    gateway_event(next);
  }
}

void Cluster::run_closed_loop() {
  for (;;) {
    const TimeUs gateway_us = next_gateway_us();
    const TimeUs instance_us = instance_events_.time_us();
    const TimeUs next = std::min(gateway_us, instance_us);
    if (next == kForever || next > scenario_.horizon_us) return;
    if (publishes_) publish_reports(next);
    if (gateway_us <= instance_us) {
      gateway_event(next);
    } else {
      const std::uint32_t i = instance_events_.index();
      instances_[i]->advance_to(next);
      note_change(i);
    }
    for (const Completion& completion : completions_) {
      arrivals_.answer(completion.request, completion.time_us);
    }
    completions_.clear();
  }
}

// --------------------------------------------------------------------------------------- gateway

void Cluster::arrive() {
  const auto [id, request, now_us] = arrivals_.first();
  admissions_.push_back({.time_us = now_us + scenario_.admission_latency_us,
                         .facts = facts_.facts_of(id, request, now_us),
                         .output_tokens = request.output_tokens});
  arrivals_.pop();
}

void Cluster::admit() {
  const GatewayEvent& event = admissions_.front();
  if (policies_.admission->admit(view(event.facts, event.time_us))) {
    routings_.push_back(event);
  } else {
    report(event.facts, event.output_tokens, RequestStatus::rejected);
  }
  admissions_.pop_front();
}

void Cluster::route() {
  const GatewayEvent& event = routings_.front();
  const TimeUs now_us = event.time_us + scenario_.routing_latency_us;
  ClusterView seen = view(event.facts, now_us);
  const RoutingDecision decision = policies_.routing->route(seen);
  const std::size_t i = decision.instance.index();
  SERVESWEEP_EXPECT(i < instances_.size());
  if (decisions_ != nullptr) observe(event.facts.id, decision, now_us);
  seen.request.intent = decision.intent;
  instances_[i]->accept(seen.request, event.output_tokens, now_us);
  routings_.pop_front();
  load_[i] = instances_[i]->load();
  inflight_prefill_tokens_[i] = instances_[i]->inflight_prefill_tokens();
  instance_events_.set(static_cast<std::uint32_t>(i), instances_[i]->next_event_us());
  if (scenario_.signal_refresh_us == 0) {
    reports_[i] = instances_[i]->report();
  } else {
    note_report(static_cast<std::uint32_t>(i));
  }
}

// --------------------------------------------------------------------------------------- signals

/// An instance was advanced.
void Cluster::note_change(std::uint32_t instance) {
  instance_events_.set(instance, instances_[instance]->next_event_us());
  if (is_changed_[instance] != 0) return;
  is_changed_[instance] = 1;
  changed_.push_back(instance);
}

void Cluster::note_report(std::uint32_t instance) {
  if (is_report_outdated_[instance] != 0) return;
  is_report_outdated_[instance] = 1;
  outdated_reports_.push_back(instance);
}

/// Only those with an event until then are looked at; in order of index, so that completions of one
/// look at the cluster are always reported in the same order.
void Cluster::advance_instances(TimeUs until_us) {
  while (instance_events_.time_us() <= until_us) {
    const std::uint32_t i = instance_events_.first_until(until_us);
    instances_[i]->advance_to(until_us);
    note_change(i);
  }
}

/// Brings the signals up to now: whatever instances did before this tick has happened. Within a
/// tick only routing changes them, and route() sees to that.
void Cluster::refresh_signals(TimeUs now_us) {
  if (now_us == signals_as_of_us_) return;
  signals_as_of_us_ = now_us;
  if (publishes_) publish_reports(now_us);
  advance_instances(now_us - 1);
  take_changes();
  // The reference's gateway reads anew when what it knows has become too old.
  if (publishes_ || now_us - last_refresh_us_ < scenario_.signal_refresh_us) return;
  last_refresh_us_ = now_us;
  renew_reports();
}

/// The gateway counts what has left the instances.
void Cluster::take_changes() {
  for (const std::uint32_t i : changed_) {
    load_[i] = instances_[i]->load();
    inflight_prefill_tokens_[i] = instances_[i]->inflight_prefill_tokens();
    is_changed_[i] = 0;
    note_report(i);
  }
  changed_.clear();
}

/// Instances report at every multiple of the refresh interval; the last report before now counts.
void Cluster::publish_reports(TimeUs now_us) {
  const TimeUs tick_us = now_us - now_us % scenario_.signal_refresh_us;
  if (tick_us <= last_refresh_us_) return;
  last_refresh_us_ = tick_us;
  advance_instances(std::min(tick_us, now_us - 1));
  take_changes();
  renew_reports();
}

void Cluster::renew_reports() {
  for (const std::uint32_t i : outdated_reports_) {
    reports_[i] = instances_[i]->report();
    is_report_outdated_[i] = 0;
  }
  outdated_reports_.clear();
}

ClusterView Cluster::view(const RequestFacts& facts, TimeUs now_us) {
  refresh_signals(now_us);
  if (keeps_directory_) directory_.advance(now_us);
  return {.now_us = now_us,
          .request = facts,
          .block_tokens = scenario_.kv.block_tokens,
          .gpu_blocks = scenario_.kv.gpu_blocks,
          .max_running = scenario_.batch.max_running,
          .max_tokens_per_step = scenario_.batch.max_tokens_per_step,
          .cost = cost_,
          .load = load_,
          .inflight_prefill_tokens = inflight_prefill_tokens_,
          .reports = reports_,
          .directory = keeps_directory_ ? &directory_ : nullptr};
}

void Cluster::observe(RequestId id, const RoutingDecision& decision, TimeUs now_us) {
  std::span<const double> scores = policies_.routing->scores();
  if (scores.empty()) {
    observed_scores_.clear();
    for (const std::int32_t load : load_) observed_scores_.push_back(-static_cast<double>(load));
    scores = observed_scores_;
  }
  const double best = *std::ranges::max_element(scores);
  const double of_chosen = scores[decision.instance.index()];
  decisions_->decision({.request = id,
                        .clock_us = now_us,
                        .instance = decision.instance,
                        .regret = std::max(0.0, best - of_chosen),
                        .best_score = best,
                        .chosen_score = of_chosen,
                        .intent = decision.intent,
                        .scores = scores});
}

// --------------------------------------------------------------------------------------- reports

void Cluster::report_unsent() {
  for (auto* queue : {&admissions_, &routings_}) {
    for (; !queue->empty(); queue->pop_front()) {
      report(queue->front().facts, queue->front().output_tokens, RequestStatus::unrouted);
    }
  }
  for (; arrivals_.next_us() != kForever; arrivals_.pop()) {
    const auto [id, request, time_us] = arrivals_.first();
    const TimeUs arrival_us = request.follows.valid() ? kNever : time_us;
    report(facts_.facts_of(id, request, arrival_us), request.output_tokens,
           RequestStatus::unrouted);
  }
  while (const auto leftover = arrivals_.take_leftover()) {
    report(facts_.facts_of(leftover->id, leftover->request, kNever),
           leftover->request.output_tokens, RequestStatus::unrouted);
  }
}

/// A request that never reached an instance.
void Cluster::report(const RequestFacts& facts, std::int32_t output_tokens, RequestStatus status) {
  RequestRecord record;
  record.request = facts.id;
  record.status = status;
  record.slo_class = facts.slo_class;
  record.tenant = facts.tenant;
  record.input_tokens = facts.input_tokens;
  record.output_tokens = output_tokens;
  record.arrival_us = facts.arrival_us;
  collector_->add(record);
}

}  // namespace servesweep::engine
