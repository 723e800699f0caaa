#pragma once

#include <memory>
#include <vector>

#include "engine/base/fifo.h"
#include "engine/cluster/arrivals.h"
#include "engine/cluster/fact_source.h"
#include "engine/cluster/observers.h"
#include "engine/instance/instance.h"
#include "engine/kv/residency_index.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/workload/earliest_of.h"

namespace servesweep::engine {

/// All policies of a scenario. Throws Problem if it names an unknown policy or an invalid
/// parameter.
struct ClusterPolicies {
  explicit ClusterPolicies(const Scenario& scenario);

  std::unique_ptr<AdmissionPolicy> admission;
  std::unique_ptr<RoutingPolicy> routing;
  InstancePolicies instance;
};

/// Instances behind a gateway on one clock: arrival → admission → routing → instance.
///
/// At one tick all arrivals come before all admissions, those before all routings, and all of them
/// before what instances do. With fixed latencies each of the three is a queue in order of
/// creation. A request is read from its source when it arrives; its facts are derived then, and the
/// gateway holds them until it is routed. In a closed-loop workload completions bring arrivals, so
/// instances are then advanced event by event, the earliest first.
class Cluster {
 public:
  /// Throws Problem if the scenario is invalid.
  explicit Cluster(const Scenario& scenario);

  /// Runs the requests from an empty cluster to the horizon or the last event. Every request of the
  /// source is reported to the collector, sent or not.
  [[nodiscard]] std::vector<InstanceSummary> run(RequestSource& source, Collector& collector,
                                                 StepObserver* steps, DecisionObserver* decisions);

 private:
  /// A request at the gateway.
  struct GatewayEvent {
    TimeUs time_us = 0;  ///< of its admission; its routing comes a fixed time later
    RequestFacts facts;
    std::int32_t output_tokens = 0;  ///< true length, for the instance and the record alone
  };

  void reset(const WorkloadHeader& header, Collector& collector, StepObserver* steps);
  [[nodiscard]] TimeUs next_gateway_us() const;
  void gateway_event(TimeUs now_us);
  void run_open_loop();
  void run_closed_loop();
  void arrive();
  void admit();
  void route();
  void report_unsent();
  void report(const RequestFacts& facts, std::int32_t output_tokens, RequestStatus status);
  void advance_instances(TimeUs until_us);
  void note_change(std::uint32_t instance);
  void note_report(std::uint32_t instance);
  void refresh_signals(TimeUs now_us);
  void publish_reports(TimeUs now_us);
  void take_changes();
  void renew_reports();
  [[nodiscard]] ClusterView view(const RequestFacts& facts, TimeUs now_us);
  void observe(RequestId id, const RoutingDecision& decision, TimeUs now_us);

  Scenario scenario_;
  ClusterPolicies policies_;
  std::unique_ptr<LatencyModel> latency_;
  StepCost cost_;
  std::vector<std::unique_ptr<Instance>> instances_;

  bool closed_loop_ = false;
  Collector* collector_ = nullptr;
  DecisionObserver* decisions_ = nullptr;
  Arrivals arrivals_;
  FactSource facts_;
  Fifo<GatewayEvent> admissions_, routings_;

  EarliestOf instance_events_;           ///< next event of each instance
  std::vector<Completion> completions_;  ///< closed loop: reported by instances, not yet answered

  // ---- signals as the gateway sees them
  std::vector<std::int32_t> load_;
  std::vector<std::int64_t> inflight_prefill_tokens_;
  std::vector<InstanceReport> reports_;
  std::vector<std::uint32_t> changed_;           ///< instances whose load may have changed
  std::vector<std::uint32_t> outdated_reports_;  ///< … whose report is older than their state
  std::vector<std::uint8_t> is_changed_, is_report_outdated_;  ///< whether on those lists
  bool publishes_ = false;  ///< instances publish at every multiple of signal_refresh_us
  TimeUs last_refresh_us_ = 0, signals_as_of_us_ = kNever;
  bool keeps_directory_ = false;  ///< the routing policy reads it
  ResidencyIndex directory_;
  std::vector<double> observed_scores_;  ///< scratch
};

}  // namespace servesweep::engine
