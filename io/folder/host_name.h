#pragma once

#include <string>

namespace servesweep::io {

/// What Slurm calls this node, since nodes that it emulates share a machine; else what the machine
/// calls itself; "unknown" if it does not say.
[[nodiscard]] std::string host_name();

}  // namespace servesweep::io
