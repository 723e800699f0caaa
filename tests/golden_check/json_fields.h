#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace servesweep::golden {

/// An object of a JSON file that knows its path, so that a missing or mistyped field is reported as
/// engine::Problem with where = "FILE: field.path".
class JsonFields {
 public:
  /// Parses a file; its root must be an object.
  static JsonFields read(const std::filesystem::path& path);

  [[nodiscard]] bool has(const char* key) const { return value_.contains(key); }
  [[nodiscard]] JsonFields object(const char* key) const;
  [[nodiscard]] std::vector<JsonFields> objects(const char* key) const;
  [[nodiscard]] std::string text(const char* key) const;
  [[nodiscard]] double real(const char* key) const;
  [[nodiscard]] std::vector<double> reals(const char* key) const;
  [[nodiscard]] std::int64_t integer(const char* key) const;
  [[nodiscard]] bool boolean(const char* key) const;
  [[nodiscard]] std::vector<std::string> keys() const;

  /// A Problem about one field.
  [[nodiscard]] engine::Problem problem(const char* key, std::string what, std::string why = "",
                                        std::string remedy = "") const;

 private:
  JsonFields(std::string where, nlohmann::json value)
      : where_(std::move(where)), value_(std::move(value)) {}
  [[nodiscard]] const nlohmann::json& at(const char* key) const;
  [[nodiscard]] std::string path(const std::string& key) const;

  std::string where_;  ///< "FILE: " + path with a trailing dot
  nlohmann::json value_;
};

}  // namespace servesweep::golden
