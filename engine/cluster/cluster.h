#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/cluster/observers.h"
#include "engine/instance/instance.h"
#include "engine/policy/admission/admission_policy.h"
#include "engine/policy/routing/routing_policy.h"
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
/// creation.
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
    RequestId request;
  };

  void reset(Collector& collector, StepObserver* steps);
  void arrive();
  void admit();
  void route();
  void report(RequestId id, RequestStatus status);
  void refresh_signals(TimeUs now_us);
  [[nodiscard]] ClusterView view(TimeUs now_us, RequestId id);
  void observe(RequestId id, InstanceId chosen, TimeUs now_us);

  Scenario scenario_;
  ClusterPolicies policies_;
  std::vector<std::unique_ptr<Instance>> instances_;

  const Workload* workload_ = nullptr;
  Collector* collector_ = nullptr;
  DecisionObserver* decisions_ = nullptr;
  std::size_t next_arrival_ = 0;
  std::deque<GatewayEvent> admissions_, routings_;

  // ---- signals as the gateway sees them
  std::vector<std::int32_t> load_, used_kv_blocks_;
  TimeUs last_refresh_us_ = 0, signals_as_of_us_ = kNever;
};

}  // namespace servesweep::engine
