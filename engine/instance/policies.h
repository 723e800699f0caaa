#pragma once

#include <memory>

#include "engine/policy/chunking/chunking_policy.h"
#include "engine/policy/eviction/eviction_policy.h"
#include "engine/policy/offload/offload_policy.h"
#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/priority/priority_policy.h"
#include "engine/policy/reservation/reservation_policy.h"
#include "engine/policy/scheduling/scheduling_policy.h"
#include "engine/scenario.h"

namespace servesweep::engine {

/// The policies inside an instance. All instances share one set: policies keep no state, or one per
/// instance.
struct InstancePolicies {
  /// Throws Problem if the scenario names an unknown policy or an invalid parameter.
  explicit InstancePolicies(const Scenario& scenario);

  /// A new run with this many instances of this kind begins.
  void reset(const EvictionSetting& setting) {
    scheduling->reset(setting.instances);
    chunking->reset(setting.instances);
    reservation->reset(setting.instances);
    eviction->reset(setting);
  }

  std::unique_ptr<SchedulingPolicy> scheduling;
  std::unique_ptr<PriorityPolicy> priority;
  std::unique_ptr<ChunkingPolicy> chunking;
  std::unique_ptr<ReservationPolicy> reservation;
  std::unique_ptr<PreemptionPolicy> preemption;
  std::unique_ptr<EvictionPolicy> eviction;
  std::unique_ptr<OffloadPolicy> offload;
};

}  // namespace servesweep::engine
