#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace servesweep::io {

/// Typed access to the fields of a config.json: the nested `text_config` first, then the top level;
/// null counts as absent. Keeps references to both arguments. Problems say "FILE: field: …".
class ConfigFields {
 public:
  using Keys = std::initializer_list<const char*>;

  /// Problem unless `root` is an object, and its text_config, if any, is one.
  ConfigFields(const nlohmann::json& root, const std::string& file);

  [[nodiscard]] const nlohmann::json* find(std::string_view key) const;
  /// The first of these that is there and not 0; `fallback` if none is. Problem unless it is an
  /// integer from 0 to 2^24.
  [[nodiscard]] std::int32_t size_or(Keys keys, std::int32_t fallback) const;
  /// As size_or, and Problem if none is there.
  [[nodiscard]] std::int32_t size(Keys keys) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::string text_or(Keys keys, const std::string& fallback) const;

  [[nodiscard]] engine::Problem problem(std::string_view field, std::string what, std::string why,
                                        std::string remedy) const;

 private:
  [[nodiscard]] std::int32_t size_of(const char* key, const nlohmann::json& value) const;

  const nlohmann::json& root_;
  const std::string& file_;
  const nlohmann::json* nested_ = nullptr;
};

}  // namespace servesweep::io
