#include "engine/instance/policies.h"

#include "engine/policy/registry.h"

namespace servesweep::engine {

InstancePolicies::InstancePolicies(const Scenario& scenario)
    : scheduling(scheduling_policies().create(scenario.scheduling, "scheduling")),
      priority(priority_policies().create(scenario.priority, "priority")),
      chunking(chunking_policies().create(scenario.chunking, "chunking")),
      reservation(reservation_policies().create(scenario.reservation, "reservation")),
      preemption(preemption_policies().create(scenario.preemption, "preemption")),
      eviction(eviction_policies().create(scenario.eviction, "eviction")),
      offload(offload_policies().create(scenario.offload, "offload")) {}

}  // namespace servesweep::engine
