#include "tests/golden_check/json_fields.h"

#include <fmt/format.h>

#include <fstream>

namespace servesweep::golden {

using engine::Problem;

JsonFields JsonFields::read(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw Problem(path.string(), "cannot be opened", "", "a case needs this file");
  try {
    nlohmann::json root = nlohmann::json::parse(file);
    if (!root.is_object()) throw Problem(path.string(), "not a JSON object", "", "");
    return {path.string() + ": ", std::move(root)};
  } catch (const nlohmann::json::exception& error) {
    throw Problem(path.string(), "not valid JSON", error.what(), "");
  }
}

JsonFields JsonFields::object(const char* key) const {
  if (!at(key).is_object()) throw problem(key, "not an object");
  return {path(key) + ".", at(key)};
}

std::vector<JsonFields> JsonFields::objects(const char* key) const {
  if (!at(key).is_array()) throw problem(key, "not a list");
  std::vector<JsonFields> result;
  for (const nlohmann::json& item : at(key)) {
    std::string place = fmt::format("{}[{}]", path(key), result.size());
    if (!item.is_object()) throw Problem(std::move(place), "not an object", "", "");
    result.push_back({place + ".", item});
  }
  return result;
}

std::string JsonFields::text(const char* key) const {
  if (!at(key).is_string()) throw problem(key, "not a text");
  return at(key).get<std::string>();
}

double JsonFields::real(const char* key) const {
  if (!at(key).is_number()) throw problem(key, "not a number");
  return at(key).get<double>();
}

std::vector<double> JsonFields::reals(const char* key) const {
  if (!at(key).is_array()) throw problem(key, "not a list");
  std::vector<double> result;
  for (const nlohmann::json& item : at(key)) {
    if (!item.is_number()) throw problem(key, "contains something that is not a number");
    result.push_back(item.get<double>());
  }
  return result;
}

std::int64_t JsonFields::integer(const char* key) const {
  if (!at(key).is_number_integer()) throw problem(key, "not an integer");
  return at(key).get<std::int64_t>();
}

bool JsonFields::boolean(const char* key) const {
  if (!at(key).is_boolean()) throw problem(key, "not true or false");
  return at(key).get<bool>();
}

std::vector<std::string> JsonFields::keys() const {
  std::vector<std::string> result;
  for (const auto& item : value_.items()) result.push_back(item.key());
  return result;
}

Problem JsonFields::problem(const char* key, std::string what, std::string why,
                            std::string remedy) const {
  return {path(key), std::move(what), std::move(why), std::move(remedy)};
}

const nlohmann::json& JsonFields::at(const char* key) const {
  const auto found = value_.find(key);
  if (found == value_.end()) throw problem(key, "missing");
  return *found;
}

std::string JsonFields::path(const std::string& key) const {
  return where_ + key;
}

}  // namespace servesweep::golden
