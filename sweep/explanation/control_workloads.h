#pragma once

#include <optional>

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The same requests, but every class has the tier and the targets of the first one; their names
/// stay. Nothing if they are alike already, or there is one class only.
[[nodiscard]] std::optional<WorkloadFile> with_equal_classes(const WorkloadFile& workload);

/// Prompts as long as before of which none begins like another: the tokens of shared prefixes
/// become tokens of their own (media, which nobody shares), and conversations do not repeat what
/// was said. Nothing for traces, for recipes that share nothing, and where a client has its own
/// media of every kind already.
[[nodiscard]] std::optional<WorkloadFile> with_unique_prompts(const WorkloadFile& workload);

}  // namespace servesweep::sweep
