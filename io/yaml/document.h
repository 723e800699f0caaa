#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/problem.h"

namespace servesweep::io {

struct YamlNode;

/// A node of a YAML document that knows where it stands: every complaint about it names file, line
/// and field. A cheap handle; the document lives as long as any handle to it. All readers throw
/// engine::Problem with where = "FILE:LINE: field.path".
class Document {
 public:
  /// Reads and parses a file. Problem if it is missing, unreadable, larger than 4 MiB, not UTF-8,
  /// not YAML, empty, more than one document, nested deeper than 64 levels, beyond another limit of
  /// yaml_tree.h, uses anchors, aliases or tags, or repeats a key in one map.
  [[nodiscard]] static Document read_file(const std::filesystem::path& path);
  /// Parses text; `name` stands for the file in messages.
  [[nodiscard]] static Document parse(const std::string& text, const std::string& name);

  /// What it is; a value that was left out ("key:") is none of the three.
  [[nodiscard]] bool is_map() const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_scalar() const;

  /// "FILE:LINE: field.path" of this node.
  [[nodiscard]] std::string where() const;
  /// The file it was read from (the `name` of parse).
  [[nodiscard]] const std::string& file() const;
  /// Field path from the root: "policies.routing.scorers[1].weight".
  [[nodiscard]] const std::string& field() const;

  /// Map access. `at` throws if the key is missing; both throw if this is not a map.
  [[nodiscard]] Document at(std::string_view key) const;
  [[nodiscard]] std::optional<Document> find(std::string_view key) const;
  /// Entries of a map in file order.
  [[nodiscard]] std::vector<std::pair<std::string, Document>> entries() const;
  /// Throws at the first key that is not in `known`, suggesting the nearest.
  void allow_only(const std::vector<std::string>& known) const;

  /// Items of a list.
  [[nodiscard]] std::vector<Document> items() const;

  /// Scalars, typed and bounded (bounds inclusive). Numbers must be finite and not in quotes;
  /// `integer` refuses 1.5 and accepts 1e3; `boolean` accepts true and false only.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] double real(double lowest = std::numeric_limits<double>::lowest(),
                            double highest = std::numeric_limits<double>::max()) const;
  [[nodiscard]] std::int64_t integer(
      std::int64_t lowest = std::numeric_limits<std::int64_t>::min(),
      std::int64_t highest = std::numeric_limits<std::int64_t>::max()) const;
  [[nodiscard]] bool boolean() const;

  /// A Problem about this node.
  [[nodiscard]] engine::Problem problem(std::string what, std::string why,
                                        std::string remedy) const;

 private:
  explicit Document(std::shared_ptr<const YamlNode> node);
  void require_map() const;
  [[nodiscard]] const std::string& scalar(const char* wanted, const std::string& remedy) const;

  std::shared_ptr<const YamlNode> node_;
};

}  // namespace servesweep::io
