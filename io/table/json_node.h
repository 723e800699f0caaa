#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace servesweep::io {

/// A value inside a line of JSON that knows where it stands: every complaint about it is an
/// engine::Problem whose `where` is "FILE:LINE: field.path". A cheap handle, valid until the reader
/// moves on. Fields that nobody asks for are ignored: traces of others carry more than we use.
class JsonNode {
 public:
  JsonNode(const nlohmann::json& value, const std::string& line, std::string field)
      : value_(&value), line_(&line), field_(std::move(field)) {}

  /// A field of an object. `at` throws if it is missing; `find` gives nothing if it is missing or
  /// null; both throw if this is not an object.
  [[nodiscard]] JsonNode at(std::string_view key) const;
  [[nodiscard]] std::optional<JsonNode> find(std::string_view key) const;

  /// Items of a list.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] JsonNode item(std::size_t i) const;

  /// Scalars within the bounds (inclusive). `real` accepts whole numbers, `integer` only those.
  [[nodiscard]] std::int64_t integer(std::int64_t lowest, std::int64_t highest) const;
  [[nodiscard]] double real(double lowest, double highest) const;
  [[nodiscard]] const std::string& text() const;
  /// All items of a list of integers, into `numbers`.
  void integers(std::int64_t lowest, std::int64_t highest,
                std::vector<std::int64_t>& numbers) const;

  [[nodiscard]] engine::Problem problem(std::string what, std::string why,
                                        std::string remedy) const;

 private:
  void require(bool is_wanted, const char* wanted) const;

  const nlohmann::json* value_;
  const std::string* line_;  ///< "FILE:LINE"
  std::string field_;
};

}  // namespace servesweep::io
