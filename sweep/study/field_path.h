#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/yaml/document.h"

namespace servesweep::sweep {

/// "routing.scorers[1].weight" → {"routing", "scorers", "[1]", "weight"}.
[[nodiscard]] std::vector<std::string> field_path(const std::string& field);

/// A node, and how many steps of the path lead to it.
struct Located {
  io::Document node;
  std::size_t depth = 0;
};

/// What stands for a node, if not itself.
using Substitute = std::function<io::Document(const io::Document&)>;

/// Follows a path from `root` as far as the document has it. Substitutes are no steps.
[[nodiscard]] Located deepest_node(const io::Document& root, const std::vector<std::string>& path,
                                   const Substitute& substitute = {});

}  // namespace servesweep::sweep
