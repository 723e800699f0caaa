#pragma once

#include <memory>
#include <string>

#include "io/yaml/yaml_node.h"

namespace servesweep::io {

/// Limits of a document. While it reads brackets, yaml-cpp may take 250 bytes for each byte of
/// text: a gigabyte at most. The tree repeats a field's path at every node below it.
inline constexpr std::size_t kLargestYamlBytes = std::size_t{4} << 20;
inline constexpr int kDeepestYamlLevel = 64;
inline constexpr std::size_t kLongestYamlKeyBytes = 256;
inline constexpr std::size_t kMostYamlValues = 500'000;
inline constexpr std::size_t kMostYamlPathBytes = std::size_t{64} << 20;

/// Parses one YAML document into a tree; `name` stands for the file in messages. Throws
/// engine::Problem for everything that Document::parse promises to refuse.
[[nodiscard]] std::shared_ptr<const YamlNode> parse_yaml_tree(const std::string& text,
                                                              const std::string& name);

}  // namespace servesweep::io
