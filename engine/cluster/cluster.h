#pragma once

#include <memory>
#include <vector>

#include "engine/base/fifo.h"
#include "engine/cluster/fact_source.h"
#include "engine/cluster/observers.h"
#include "engine/instance/instance.h"
#include "engine/kv/residency_index.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/workload/earliest_of.h"
#include "engine/workload/workload.h"

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
/// creation. In a closed-loop workload completions bring arrivals, so instances are then advanced
/// event by event, the earliest first.
class Cluster {
 public:
  /// Throws Problem if the scenario is invalid.
  explicit Cluster(const Scenario& scenario);

  /// Runs the workload from an empty cluster to the horizon or the last event.
  [[nodiscard]] std::vector<InstanceSummary> run(const Workload& workload, Collector& collector,
                                                 StepObserver* steps, DecisionObserver* decisions);

 private:
  struct GatewayEvent {
    TimeUs time_us;
    TimeUs arrival_us;
    RequestId request;
  };
  /// A request that follows another one, once its time is known.
  struct FollowUp {
    TimeUs arrival_us;
    RequestId request;
    /// Heap order: the earliest on top, equal times in order of requests.
    friend bool operator<(const FollowUp& a, const FollowUp& b) {
      return a.arrival_us != b.arrival_us ? a.arrival_us > b.arrival_us : a.request > b.request;
    }
  };

  void reset(Collector& collector, StepObserver* steps);
  void index_followers();
  [[nodiscard]] TimeUs next_arrival_us() const;
  [[nodiscard]] TimeUs next_gateway_us() const;
  void gateway_event(TimeUs now_us);
  void run_open_loop();
  void run_closed_loop();
  void follow_up();
  void skip_followers();
  void arrive(TimeUs now_us);
  void admit();
  void route();
  void report_unsent();
  void report(RequestId id, TimeUs arrival_us, RequestStatus status);
  void refresh_signals(TimeUs now_us);
  void publish_reports(TimeUs now_us);
  [[nodiscard]] ClusterView view(const GatewayEvent& event);
  void observe(RequestId id, const RoutingDecision& decision, TimeUs now_us);

  Scenario scenario_;
  ClusterPolicies policies_;
  std::unique_ptr<LatencyModel> latency_;
  StepCost cost_;
  std::vector<std::unique_ptr<Instance>> instances_;

  const Workload* workload_ = nullptr;
  Collector* collector_ = nullptr;
  DecisionObserver* decisions_ = nullptr;
  FactSource facts_;
  std::size_t next_arrival_ = 0;
  Fifo<GatewayEvent> admissions_, routings_;

  // ---- closed loop only
  std::vector<RequestId> follower_;      ///< per request: who follows it
  std::vector<bool> sent_;               ///< per request: its arrival has happened
  std::vector<FollowUp> follow_ups_;     ///< heap
  std::vector<Completion> completions_;  ///< reported by instances, not yet followed up
  EarliestOf instance_events_;

  // ---- signals as the gateway sees them
  std::vector<std::int32_t> load_;
  std::vector<std::int64_t> inflight_prefill_tokens_;
  std::vector<InstanceReport> reports_;
  std::vector<std::uint8_t> report_outdated_;
  bool publishes_ = false;  ///< instances publish at every multiple of signal_refresh_us
  TimeUs last_refresh_us_ = 0, signals_as_of_us_ = kNever;
  bool keeps_directory_ = false;  ///< the routing policy reads it
  ResidencyIndex directory_;
  std::vector<double> observed_scores_;  ///< scratch
};

}  // namespace servesweep::engine
