#pragma once

#include "tests/house/source_tree.h"

namespace servesweep::house {

/// X.cpp of a layer without X.h beside it. main.cpp is the one exception.
[[nodiscard]] std::vector<Violation> pair_violations(const SourceTree& tree);

/// Names on the top level beyond those that a newcomer has been told of. Hidden files are free.
[[nodiscard]] std::vector<Violation> top_level_violations(const SourceTree& tree);

/// Absolute paths that exist on somebody's machine only: home folders and the like.
[[nodiscard]] std::vector<Violation> machine_path_violations(const SourceTree& tree);

}  // namespace servesweep::house
