#include "io/model_config/config_fields.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace servesweep::io {

using nlohmann::json;

ConfigFields::ConfigFields(const json& root, const std::string& file) : root_(root), file_(file) {
  if (!root.is_object()) {
    throw engine::Problem(file, "is no JSON object", "a model configuration is one",
                          "name the config.json of a model");
  }
  const auto nested = root.find("text_config");
  if (nested == root.end() || nested->is_null()) return;
  if (!nested->is_object()) {
    throw problem("text_config", "is no object", "it holds the fields of the language model",
                  "check the file");
  }
  nested_ = &*nested;
}

engine::Problem ConfigFields::problem(std::string_view field, std::string what, std::string why,
                                      std::string remedy) const {
  return {fmt::format("{}: {}", file_, field), std::move(what), std::move(why), std::move(remedy)};
}

const json* ConfigFields::find(std::string_view key) const {
  for (const json* object : {nested_, &root_}) {
    if (object == nullptr) continue;
    const auto found = object->find(std::string(key));
    if (found != object->end() && !found->is_null()) return &*found;
  }
  return nullptr;
}

std::int32_t ConfigFields::size_of(const char* key, const json& value) const {
  constexpr std::int64_t kLargest = 1 << 24;
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (number >= 0 && number <= kLargest) return static_cast<std::int32_t>(number);
  }
  throw problem(key, fmt::format("{} is no size", value.dump()), "",
                fmt::format("write an integer from 0 to {}", kLargest));
}

std::int32_t ConfigFields::size_or(Keys keys, std::int32_t fallback) const {
  for (const char* key : keys) {
    const json* value = find(key);
    if (value == nullptr) continue;
    const std::int32_t size = size_of(key, *value);
    if (size > 0) return size;
  }
  return fallback;
}

std::int32_t ConfigFields::size(Keys keys) const {
  const std::int32_t size = size_or(keys, 0);
  if (size > 0) return size;
  const char* first = *keys.begin();
  throw problem(first, find(first) == nullptr ? "is missing" : "is 0",
                "the shape of the model needs it", "add it, or check that this is the right file");
}

bool ConfigFields::flag(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return false;
  if (value->is_boolean()) return value->get<bool>();
  throw problem(key, fmt::format("{} is neither true nor false", value->dump()), "",
                "write true or false");
}

std::string ConfigFields::text_or(Keys keys, const std::string& fallback) const {
  for (const char* key : keys) {
    const json* value = find(key);
    if (value == nullptr) continue;
    if (value->is_string()) return value->get<std::string>();
    throw problem(key, fmt::format("{} is no text", value->dump()), "", "write it in quotes");
  }
  return fallback;
}

}  // namespace servesweep::io
