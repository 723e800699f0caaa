#include "io/table/json_lines.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "io/table/json_depth.h"

namespace servesweep::io {

using engine::Problem;
using nlohmann::json;

JsonLines::JsonLines(const std::filesystem::path& path)
    : lines_(path), object_(std::make_unique<json>()) {}

JsonLines::~JsonLines() = default;

bool JsonLines::next() {
  if (!next_text()) return false;
  parse();
  return true;
}

bool JsonLines::next_text() {
  return lines_.next(line_);
}

void JsonLines::parse() {
  where_ = lines_.where();
  if (line_.empty()) {
    throw Problem(where_, "empty line", "every line is a JSON object", "remove it");
  }
  check_json_depth(line_, where_);
  try {
    *object_ = json::parse(line_);
  } catch (const json::parse_error& error) {
    throw Problem(where_, "not JSON", fmt::format("byte {} does not fit", error.byte),
                  "write one JSON object per line");
  } catch (const json::exception&) {
    throw Problem(where_, "not JSON", "a number does not fit", "write one JSON object per line");
  }
  if (!object_->is_object()) {
    throw Problem(where_, "not a JSON object", "", "write one JSON object per line");
  }
}

JsonNode JsonLines::object() const {
  return {*object_, where_, ""};
}

}  // namespace servesweep::io
