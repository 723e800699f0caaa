#pragma once

#include <filesystem>

namespace servesweep::sweep {

/// The folder of an installed program's studies, strategies, workloads, models and traces:
/// ../share/servesweep/configs from the program's own folder. Empty if there is none, as in a build
/// tree.
[[nodiscard]] std::filesystem::path shipped_configs();

/// The same for a program at `program`.
[[nodiscard]] std::filesystem::path shipped_configs(const std::filesystem::path& program);

}  // namespace servesweep::sweep
