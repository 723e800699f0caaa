#pragma once

#include <memory>
#include <string>

#include "io/yaml/yaml_node.h"

namespace servesweep::io {

inline constexpr std::size_t kLargestYamlBytes = std::size_t{16} << 20;
inline constexpr int kDeepestYamlLevel = 64;

/// Parses one YAML document into a tree; `name` stands for the file in messages. Throws
/// engine::Problem for everything that Document::parse promises to refuse.
[[nodiscard]] std::shared_ptr<const YamlNode> parse_yaml_tree(const std::string& text,
                                                              const std::string& name);

}  // namespace servesweep::io
