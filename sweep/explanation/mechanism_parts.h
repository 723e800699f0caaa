#pragma once

#include <vector>

#include "sweep/explanation/mechanism.h"

namespace servesweep::sweep {

/// The part that is the KV blocks of an instance. It counts only where a side states them: else
/// they follow from the limits.
inline constexpr const char* kGpuBlocksPart = "gpu_blocks";

/// Every part in which strategies of one study can differ, in the order of a request's way through
/// the system: together they are all that a strategy file sets.
[[nodiscard]] const std::vector<MechanismPart>& mechanism_parts();

/// What a part is in a scenario, for people: a policy's name, a number, the names of tiers.
[[nodiscard]] std::string part_text(const engine::Scenario& scenario, const std::string& part);

/// In which parameters the same policy of an extension point differs, "tokens 256 -> default", and
/// in which scorers with their weights; empty if in neither, or if the part is no policy.
[[nodiscard]] std::string settings_text(const engine::Scenario& before,
                                        const engine::Scenario& after, const std::string& part);

/// The scenario without parameters that have their policy's default value anyway: those that mean
/// the same are equal.
[[nodiscard]] engine::Scenario without_defaults(engine::Scenario scenario);

}  // namespace servesweep::sweep
