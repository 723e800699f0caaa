#pragma once

#include "engine/policy/preemption/preemption_policy.h"
#include "engine/policy/scheduling/scheduling_policy.h"

namespace servesweep::sweep {

/// Whether the order of a waiting queue depends on priorities: by its discipline, or since two
/// requests that differ in nothing else get other keys, or another one is picked. Asks a policy of
/// its own, as those that keep a memory are changed by it.
[[nodiscard]] bool reads_priority(engine::SchedulingPolicy& policy);

/// The same of who is preempted.
[[nodiscard]] bool reads_priority(const engine::PreemptionPolicy& policy);

}  // namespace servesweep::sweep
