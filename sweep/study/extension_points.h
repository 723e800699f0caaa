#pragma once

#include <string>
#include <vector>

#include "engine/policy/parameters.h"
#include "engine/scenario.h"

namespace servesweep::sweep {

/// Where a strategy file names a policy, and which policies there are.
struct ExtensionPoint {
  std::string name;     ///< "routing"; "routing.scorers" and "kv.tiers.eviction" for parts
  std::string decides;  ///< "which instance serves it"
  engine::PolicySpec engine::Scenario::*field = nullptr;  ///< null for parts
  std::vector<engine::PolicyInfo> policies;
};

/// Every extension point, in the order of a request's way through the system.
[[nodiscard]] const std::vector<ExtensionPoint>& extension_points();

/// The field of the scenario ("scheduling", "routing.scorers[1]", "kv.tiers[0].eviction") whose
/// policy, of those in `points`, reads what no real system knows; "" if none does.
[[nodiscard]] std::string clairvoyant_field(const engine::Scenario& scenario,
                                            const std::vector<ExtensionPoint>& points);

}  // namespace servesweep::sweep
