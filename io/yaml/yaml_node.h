#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace servesweep::io {

/// One node of a parsed YAML document; what a Document points to. Only io/yaml uses it.
struct YamlNode {
  enum class Kind : std::uint8_t { empty, scalar, list, map };

  Kind kind = Kind::empty;
  bool quoted = false;  ///< of a scalar: written in quotes or as a text block, so not a number
  std::string text;     ///< of a scalar
  int line = 0;         ///< line of its key, or its own if it has none
  std::string field;    ///< path from the root
  std::shared_ptr<const std::string> file;
  std::vector<std::pair<std::string, std::shared_ptr<YamlNode>>>
      entries;                                   ///< of a map, in file order
  std::vector<std::shared_ptr<YamlNode>> items;  ///< of a list
};

}  // namespace servesweep::io
