#pragma once

#include <optional>

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// Requests that come one by one: at `scale` times the rate and, if it is a recipe, as Poisson
/// streams without windows and variations of the rate, for bursts are bursts however far apart.
/// Lengths and classes are of the same laws; a trace keeps its requests and their order.
[[nodiscard]] WorkloadFile spaced_out(const WorkloadFile& workload, double scale);

/// The same requests, but every class has the tier and the targets of the first one; their names
/// stay. Nothing if they are alike already, or there is one class only.
[[nodiscard]] std::optional<WorkloadFile> with_equal_classes(const WorkloadFile& workload);

/// Prompts as long as before of which none begins like another: the tokens of shared prefixes
/// become tokens of their own (media, which nobody shares), and conversations do not repeat what
/// was said. Nothing for traces, for recipes that share nothing, and where a client has its own
/// media of every kind already.
[[nodiscard]] std::optional<WorkloadFile> with_unique_prompts(const WorkloadFile& workload);

}  // namespace servesweep::sweep
