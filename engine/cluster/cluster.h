#pragma once

#include <memory>
#include <vector>

#include "engine/base/event_watch.h"
#include "engine/cluster/arrivals.h"
#include "engine/cluster/fact_source.h"
#include "engine/cluster/fleet.h"
#include "engine/cluster/gateway_queue.h"
#include "engine/cluster/observers.h"
#include "engine/kv/residency_index.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/routing/routing_policy.h"
#include "engine/workload/foreseen_requests.h"

namespace servesweep::engine {

/// All policies of a scenario. Throws Problem if it names an unknown policy or an invalid
/// parameter.
struct ClusterPolicies {
  explicit ClusterPolicies(const Scenario& scenario);

  std::unique_ptr<AdmissionPolicy> admission;
  std::unique_ptr<RoutingPolicy> routing;
  InstancePolicies instance;
};

/// Who looks on at a run; all may be null.
struct Onlookers {
  StepObserver* steps = nullptr;
  DecisionObserver* decisions = nullptr;
  const Interruption* interruption = nullptr;
};

/// Instances behind a gateway on one clock: arrival → admission → routing → instance.
///
/// At one tick all arrivals come before all admissions, those before all routings, and all of them
/// before what instances do. With fixed latencies all three happen in the order in which requests
/// come. A request is read from its source when it arrives; its facts are derived then, and the
/// gateway holds them until it is routed. In a closed-loop workload completions bring arrivals, so
/// instances are then advanced to where they may complete a request, the earliest first.
class Cluster {
 public:
  /// Throws Problem if the scenario is invalid.
  explicit Cluster(const Scenario& scenario);
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// Runs the requests from an empty cluster to the horizon or the last event. Every request of the
  /// source is reported to the collector, sent or not.
  [[nodiscard]] std::vector<InstanceSummary> run(RequestSource& source, Collector& collector,
                                                 const Onlookers& onlookers);

 private:
  void reset(const WorkloadHeader& header, Collector& collector, StepObserver* steps);
  [[nodiscard]] TimeUs next_gateway_us() const;
  [[nodiscard]] TimeUs next_admission_us() const;
  [[nodiscard]] TimeUs next_routing_us() const;
  void gateway_tick(TimeUs now_us);
  void run_open_loop();
  void run_closed_loop();
  void arrive();
  void admit();
  void route(TimeUs now_us);
  void report_unsent();
  void report(const RequestFacts& facts, std::int32_t output_tokens, RequestStatus status);
  void begin_view();
  [[nodiscard]] ClusterView& look(const RequestFacts& facts, TimeUs now_us);
  void observe(RequestId id, const RoutingDecision& decision, TimeUs now_us);

  Scenario scenario_;
  ClusterPolicies policies_;
  std::unique_ptr<LatencyModel> latency_;
  StepCost cost_;
  Fleet fleet_;

  EventWatch watch_;
  bool closed_loop_ = false;
  Collector* collector_ = nullptr;
  DecisionObserver* decisions_ = nullptr;
  bool foresees_ = false;      ///< the eviction policy is a bound
  ForeseenRequests foreseen_;  ///< only then in use
  Arrivals arrivals_;
  FactSource facts_;
  GatewayQueue gateway_;
  std::vector<Completion> completions_;  ///< closed loop: reported by instances, not yet answered
  bool keeps_directory_ = false;         ///< the routing policy reads it
  ResidencyIndex directory_;
  ClusterView view_;  ///< signals and constants of this run; the request and time of the last look
  std::vector<double> observed_scores_;  ///< scratch
};

}  // namespace servesweep::engine
