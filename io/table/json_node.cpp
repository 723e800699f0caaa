#include "io/table/json_node.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

namespace servesweep::io {

using engine::Problem;
using nlohmann::json;

JsonNode JsonNode::at(std::string_view key) const {
  require(value_->is_object(), "an object");
  const auto found = value_->find(key);
  if (found == value_->end()) {
    throw problem(fmt::format("field '{}' is missing", key), "", "add it, or check the format");
  }
  return {*found, *line_, field_.empty() ? std::string(key) : fmt::format("{}.{}", field_, key)};
}

std::optional<JsonNode> JsonNode::find(std::string_view key) const {
  require(value_->is_object(), "an object");
  const auto found = value_->find(key);
  if (found == value_->end() || found->is_null()) return std::nullopt;
  return at(key);
}

std::size_t JsonNode::size() const {
  require(value_->is_array(), "a list");
  return value_->size();
}

JsonNode JsonNode::item(std::size_t i) const {
  return {(*value_)[i], *line_, fmt::format("{}[{}]", field_, i)};
}

std::int64_t JsonNode::integer(std::int64_t lowest, std::int64_t highest) const {
  require(value_->is_number_integer(), "an integer");
  const bool fits =
      !value_->is_number_unsigned() ||
      value_->get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  const std::int64_t number = fits ? value_->get<std::int64_t>() : 0;
  if (fits && number >= lowest && number <= highest) return number;
  throw problem(fmt::format("{} is out of range", value_->dump()), "",
                fmt::format("write an integer from {} to {}", lowest, highest));
}

double JsonNode::real(double lowest, double highest) const {
  require(value_->is_number(), "a number");
  const auto number = value_->get<double>();
  if (number >= lowest && number <= highest) return number;
  throw problem(fmt::format("{} is out of range", value_->dump()), "",
                fmt::format("write a number from {} to {}", lowest, highest));
}

const std::string& JsonNode::text() const {
  require(value_->is_string(), "a text");
  return value_->get_ref<const std::string&>();
}

void JsonNode::integers(std::int64_t lowest, std::int64_t highest,
                        std::vector<std::int64_t>& numbers) const {
  numbers.clear();
  for (std::size_t i = 0, n = size(); i < n; ++i) {
    // The name of an item costs a text, so it is made only for the one that is wrong.
    const json& each = (*value_)[i];
    const bool good = each.is_number_unsigned() && lowest >= 0 &&
                      each.get<std::uint64_t>() <= static_cast<std::uint64_t>(highest) &&
                      each.get<std::uint64_t>() >= static_cast<std::uint64_t>(lowest);
    numbers.push_back(good ? each.get<std::int64_t>() : item(i).integer(lowest, highest));
  }
}

Problem JsonNode::problem(std::string what, std::string why, std::string remedy) const {
  return {field_.empty() ? *line_ : fmt::format("{}: {}", *line_, field_), std::move(what),
          std::move(why), std::move(remedy)};
}

void JsonNode::require(bool is_wanted, const char* wanted) const {
  if (is_wanted) return;
  std::string shown = value_->dump(-1, ' ', true, json::error_handler_t::replace);
  if (shown.size() > 40) shown = shown.substr(0, 37) + "...";
  throw problem(fmt::format("{} is not {}", shown, wanted), "",
                fmt::format("write {}, or check the format", wanted));
}

}  // namespace servesweep::io
