#pragma once

#include "engine/cluster/cluster.h"

namespace servesweep::engine {

/// Throws Problem where parts of the scenario need each other and one is missing: copies without a
/// tier, a tier without copies, the reference's CPU tier beside copies, two tiers of one name, an
/// order or reservation by predicted lengths without a predictor, a bound without the oracle. Other
/// settings without effect are not looked for, such as priorities under a scheduler that asks for
/// none.
void check_use(const Scenario& scenario, const ClusterPolicies& policies);

}  // namespace servesweep::engine
