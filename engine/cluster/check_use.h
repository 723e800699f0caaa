#pragma once

#include "engine/cluster/cluster.h"

namespace servesweep::engine {

/// Throws Problem if a part of the scenario would silently do nothing: a policy without what it
/// works on, or something that no policy of the scenario works on.
void check_use(const Scenario& scenario, const ClusterPolicies& policies);

}  // namespace servesweep::engine
