#include "engine/cluster/cluster.h"

#include <algorithm>

#include "engine/policy/registry.h"

namespace servesweep::engine {

ClusterPolicies::ClusterPolicies(const Scenario& scenario)
    : admission(admission_policies().create(scenario.admission, "admission")),
      routing(routing_policies().create(scenario.routing, "routing")),
      instance(scenario) {}

Cluster::Cluster(const Scenario& scenario) : scenario_(scenario), policies_(scenario) {
  for (std::int32_t i = 0; i < scenario.instances; ++i) {
    instances_.push_back(std::make_unique<Instance>());
  }
}

void Cluster::reset(Collector& collector, StepObserver* steps) {
  policies_.admission->reset();
  policies_.routing->reset(instances_.size());
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    instances_[i]->reset(InstanceId(static_cast<std::int32_t>(i)), scenario_, policies_.instance,
                         collector, steps);
  }
  next_arrival_ = 0;
  admissions_.clear();
  routings_.clear();
  load_.assign(instances_.size(), 0);
  used_kv_blocks_.assign(instances_.size(), 0);
  last_refresh_us_ = 0;
  signals_as_of_us_ = kNever;
}

std::vector<InstanceSummary> Cluster::run(const Workload& workload, Collector& collector,
                                          StepObserver* steps, DecisionObserver* decisions) {
  workload_ = &workload;
  collector_ = &collector;
  decisions_ = decisions;
  reset(collector, steps);
  for (;;) {
    const TimeUs arrival = next_arrival_ < workload.requests.size()
                               ? workload.requests[next_arrival_].arrival_us
                               : kForever;
    const TimeUs admission = admissions_.empty() ? kForever : admissions_.front().time_us;
    const TimeUs routing = routings_.empty() ? kForever : routings_.front().time_us;
    const TimeUs next = std::min({arrival, admission, routing});
    if (next == kForever || next > scenario_.horizon_us) break;
    if (arrival == next) {
      arrive();
    } else if (admission == next) {
      admit();
    } else {
      route();
    }
  }
  std::vector<InstanceSummary> summaries;
  for (const auto& instance : instances_) {
    instance->advance_to(std::min(scenario_.horizon_us, kForever - 1));
    summaries.push_back(instance->close());
  }
  for (const GatewayEvent& event : admissions_) report(event.request, RequestStatus::unrouted);
  for (const GatewayEvent& event : routings_) report(event.request, RequestStatus::unrouted);
  for (; next_arrival_ < workload.requests.size(); ++next_arrival_) {
    report(RequestId(static_cast<std::int32_t>(next_arrival_)), RequestStatus::unrouted);
  }
  return summaries;
}

void Cluster::arrive() {
  const RequestId id(static_cast<std::int32_t>(next_arrival_));
  const TimeUs now_us = workload_->requests[next_arrival_].arrival_us;
  admissions_.push_back({.time_us = now_us + scenario_.admission_latency_us, .request = id});
  ++next_arrival_;
}

void Cluster::admit() {
  const GatewayEvent event = admissions_.front();
  admissions_.pop_front();
  if (policies_.admission->admit(view(event.time_us, event.request))) {
    routings_.push_back(
        {.time_us = event.time_us + scenario_.routing_latency_us, .request = event.request});
  } else {
    report(event.request, RequestStatus::rejected);
  }
}

void Cluster::route() {
  const GatewayEvent event = routings_.front();
  routings_.pop_front();
  const InstanceId chosen = policies_.routing->route(view(event.time_us, event.request));
  if (decisions_ != nullptr) observe(event.request, chosen, event.time_us);
  instances_[chosen.index()]->accept(workload_->requests[event.request.index()], event.request,
                                     event.time_us);
  load_[chosen.index()] = instances_[chosen.index()]->load();
}

/// Brings the signals up to now: whatever instances did before this tick has happened. Within a tick
/// only routing changes them, and route() sees to that.
void Cluster::refresh_signals(TimeUs now_us) {
  if (now_us == signals_as_of_us_) return;
  signals_as_of_us_ = now_us;
  const bool refresh = now_us - last_refresh_us_ >= scenario_.signal_refresh_us;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    Instance& instance = *instances_[i];
    if (instance.next_event_us() < now_us) instance.advance_to(now_us - 1);
    load_[i] = instance.load();
    if (refresh) used_kv_blocks_[i] = instance.used_kv_blocks();
  }
  if (refresh) last_refresh_us_ = now_us;
}

ClusterView Cluster::view(TimeUs now_us, RequestId id) {
  refresh_signals(now_us);
  return {.now_us = now_us,
          .request = facts_of(workload_->requests[id.index()], id),
          .block_tokens = scenario_.kv.block_tokens,
          .gpu_blocks = scenario_.kv.gpu_blocks,
          .load = load_,
          .used_kv_blocks = used_kv_blocks_};
}

void Cluster::observe(RequestId id, InstanceId chosen, TimeUs now_us) {
  const std::span<const double> scores = policies_.routing->scores();
  const auto score = [&](std::size_t i) {
    return scores.empty() ? -static_cast<double>(load_[i]) : scores[i];
  };
  double best = score(0);
  for (std::size_t i = 1; i < instances_.size(); ++i) best = std::max(best, score(i));
  const double of_chosen = score(chosen.index());
  decisions_->decision({.request = id,
                        .clock_us = now_us,
                        .instance = chosen,
                        .regret = std::max(0.0, best - of_chosen),
                        .best_score = best,
                        .chosen_score = of_chosen});
}

/// A request that never reached an instance.
void Cluster::report(RequestId id, RequestStatus status) {
  const Request& request = workload_->requests[id.index()];
  RequestRecord record;
  record.request = id;
  record.status = status;
  record.slo_class = request.slo_class;
  record.tenant = request.tenant;
  record.input_tokens = request.input_tokens;
  record.output_tokens = request.output_tokens;
  record.arrival_us = request.arrival_us;
  collector_->add(record);
}

}  // namespace servesweep::engine
