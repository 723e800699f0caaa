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
      cost_(latency_->cost()),
      fleet_(scenario_) {
  check_use(scenario, policies_);
  foresees_ = policies_.instance.eviction->needs_oracle();
}

void Cluster::reset(const WorkloadHeader& header, Collector& collector, StepObserver* steps) {
  policies_.admission->reset();
  policies_.routing->reset(fleet_.size());
  policies_.instance.reset(
      {.instances = fleet_.size(), .block_tokens = scenario_.kv.block_tokens, .cost = cost_});
  facts_.reset(header, scenario_.predictor);
  completions_.clear();
  keeps_directory_ = policies_.routing->needs_cache_directory();
  if (keeps_directory_) {
    directory_.reset(fleet_.size(), scenario_.kv.block_tokens, scenario_.cache_event_delay_us);
  }
  fleet_.reset(
      *latency_, policies_.instance, collector,
      {.steps = steps,
       .watch = &watch_,
       .completions = closed_loop_ ? &completions_ : nullptr,
       .caches = nullptr,
       .foreseen = foresees_ ? &foreseen_ : nullptr},
      [this](InstanceId id) { return keeps_directory_ ? &directory_.listener(id) : nullptr; });
  begin_view();
  gateway_.clear();
}

std::vector<InstanceSummary> Cluster::run(RequestSource& source, Collector& collector,
                                          const Onlookers& onlookers) {
  closed_loop_ = source.header().closed_loop;
  collector_ = &collector;
  decisions_ = onlookers.decisions;
  watch_.reset(onlookers.interruption);
  if (foresees_) foreseen_.reset(source);
  reset(source.header(), collector, onlookers.steps);
  arrivals_.reset(foresees_ ? foreseen_ : source);
  if (closed_loop_) {
    run_closed_loop();
  } else {
    run_open_loop();
  }
  std::vector<InstanceSummary> summaries = fleet_.close();
  report_unsent();
  return summaries;
}

// ----------------------------------------------------------------------------------- event loop

TimeUs Cluster::next_admission_us() const {
  return gateway_.has_arrived() ? gateway_.arrived().admission_us : kForever;
}

TimeUs Cluster::next_routing_us() const {
  return gateway_.has_admitted() ? gateway_.admitted().admission_us + scenario_.routing_latency_us
                                 : kForever;
}

TimeUs Cluster::next_gateway_us() const {
  return std::min({arrivals_.next_us(), next_admission_us(), next_routing_us()});
}

/// Everything that happens at the gateway at one tick. Without latencies, a request that arrives is
/// routed at once.
void Cluster::gateway_tick(TimeUs now_us) {
  for (; arrivals_.next_us() == now_us; arrive()) watch_.event();
  for (; next_admission_us() == now_us; admit()) watch_.event();
  for (; next_routing_us() == now_us; route(now_us)) watch_.event();
}

/// Nothing that instances do brings gateway events, so they are advanced only when looked at.
void Cluster::run_open_loop() {
  for (;;) {
    const TimeUs next = next_gateway_us();
    if (next == kForever || next > scenario_.horizon_us) return;
    gateway_tick(next);
  }
}

void Cluster::run_closed_loop() {
  for (;;) {
    const TimeUs gateway_us = next_gateway_us();
    while (completions_.empty() && fleet_.next_completion_us() < gateway_us) {
      if (fleet_.next_completion_us() > scenario_.horizon_us) return;
      fleet_.advance_one();
    }
    if (completions_.empty()) {
      if (gateway_us == kForever || gateway_us > scenario_.horizon_us) return;
      gateway_tick(gateway_us);
      SERVESWEEP_ENSURE(completions_.empty());  // or the fleet knew too little
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
  GatewayRequest& one = gateway_.add();
  one.admission_us = now_us + scenario_.admission_latency_us;
  one.facts = facts_.facts_of(id, request, now_us);
  one.output_tokens = request.output_tokens;
  arrivals_.pop();
}

void Cluster::admit() {
  const GatewayRequest& one = gateway_.arrived();
  if (policies_.admission->admit(look(one.facts, one.admission_us))) {
    gateway_.admit();
  } else {
    report(one.facts, one.output_tokens, RequestStatus::rejected);
    if (foresees_) foreseen_.leave(one.facts.id);
    gateway_.reject();
  }
}

void Cluster::route(TimeUs now_us) {
  const GatewayRequest& one = gateway_.admitted();
  ClusterView& seen = look(one.facts, now_us);
  const RoutingDecision decision = policies_.routing->route(seen);
  SERVESWEEP_EXPECT(decision.instance.index() < fleet_.size());
  if (decisions_ != nullptr) observe(one.facts.id, decision, now_us);
  seen.request.intent = decision.intent;
  fleet_.accept(decision.instance, seen.request, one.output_tokens, now_us);
  gateway_.pop();
}

/// Once per run: whatever a view shows apart from its request and time is then there to stay.
void Cluster::begin_view() {
  view_ = ClusterView();
  view_.block_tokens = scenario_.kv.block_tokens;
  view_.gpu_blocks = scenario_.kv.gpu_blocks;
  view_.max_running = scenario_.batch.max_running;
  view_.max_tokens_per_step = scenario_.batch.max_tokens_per_step;
  view_.cost = cost_;
  view_.directory = keeps_directory_ ? &directory_ : nullptr;
  fleet_.show(view_);
}

/// What the gateway sees when it decides about a request now.
ClusterView& Cluster::look(const RequestFacts& facts, TimeUs now_us) {
  fleet_.look(now_us);
  if (keeps_directory_) directory_.advance(now_us);
  view_.now_us = now_us;
  // Without latencies it is routed as soon as it is admitted, and in view already.
  if (view_.request.id != facts.id) view_.request = facts;
  return view_;
}

void Cluster::observe(RequestId id, const RoutingDecision& decision, TimeUs now_us) {
  std::span<const double> scores = policies_.routing->scores();
  if (scores.empty()) {
    observed_scores_.clear();
    for (const std::int32_t load : fleet_.load())
      observed_scores_.push_back(-static_cast<double>(load));
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
  gateway_.for_each([this](const GatewayRequest& one) {
    report(one.facts, one.output_tokens, RequestStatus::unrouted);
  });
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
