#include "engine/simulate.h"

#include <optional>

#include "engine/base/contract.h"
#include "engine/check_scenario.h"
#include "engine/cluster/check_use.h"
#include "engine/cluster/cluster.h"
#include "engine/cluster/regret_meter.h"
#include "engine/workload/workload_source.h"

namespace servesweep::engine {
class Simulator::Impl {
 public:
  std::optional<Cluster> cluster;
  std::int32_t instances = 1;
  bool constant_priority = false, counts_first_tokens = true;
  Collector collector;
  RegretMeter regret;
  WorkloadSource workload;
};

Simulator::Simulator() : impl_(std::make_unique<Impl>()) {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::configure(const Scenario& scenario) {
  impl_->cluster.reset();
  check_scenario(scenario);
  impl_->cluster.emplace(scenario);
  impl_->instances = scenario.instances;
  impl_->constant_priority = scenario.priority.policy == "constant";
  impl_->counts_first_tokens = scenario.switches.real_time_accounting;
}

Summary Simulator::run(const Workload& workload, std::span<RequestRecord> records,
                       Observers observers) {
  SERVESWEEP_EXPECT(records.empty() || records.size() == workload.requests.size());
  impl_->workload.reset(workload);
  RecordTable table(records);
  if (!records.empty()) observers.records = &table;
  return run(impl_->workload, observers);
}

Summary Simulator::run(RequestSource& source, const Observers& observers) {
  SERVESWEEP_EXPECT(impl_->cluster.has_value());
  RecordSink* records = observers.records;
  DecisionObserver* decisions = observers.decisions;
  if (observers.routing_regret) {
    impl_->regret.reset(impl_->instances, decisions, records);
    records = &impl_->regret;
    decisions = &impl_->regret;
  }
  impl_->collector.reset(source.header(), records,
                         {.priority_inversions = observers.priority_inversions,
                          .constant_priority = impl_->constant_priority,
                          .measure_from_us = observers.measure_from_us,
                          .counts_first_tokens = impl_->counts_first_tokens});
  Summary summary = impl_->collector.summarise(impl_->cluster->run(
      source, impl_->collector,
      {.steps = observers.steps, .decisions = decisions, .interruption = observers.interruption}));
  if (observers.routing_regret) summary.routing_regret = impl_->regret.total();
  return summary;
}

void validate(const Scenario& scenario) {
  check_scenario(scenario);
  check_use(scenario, ClusterPolicies(scenario));
}

}  // namespace servesweep::engine
