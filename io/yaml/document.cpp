#include "io/yaml/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "io/table/number_text.h"
#include "io/yaml/scalar_values.h"
#include "io/yaml/unit_hint.h"
#include "io/yaml/yaml_tree.h"

namespace servesweep::io {
namespace {

using engine::Problem;
using Kind = YamlNode::Kind;

const char* words_for(Kind kind) {
  switch (kind) {
    case Kind::empty:
      return "empty";
    case Kind::scalar:
      return "a single value";
    case Kind::list:
      return "a list";
    case Kind::map:
      return "a map";
  }
  return "unknown";
}

/// "an integer from 1 to 8", "an integer of at least 1", "an integer".
template <class Number, class Text>
std::string allowed(const char* what, Number lowest, Number highest, Text text) {
  const bool from = lowest > std::numeric_limits<Number>::lowest();
  const bool to = highest < std::numeric_limits<Number>::max();
  if (from && to) return fmt::format("{} from {} to {}", what, text(lowest), text(highest));
  if (from) return fmt::format("{} of at least {}", what, text(lowest));
  if (to) return fmt::format("{} of at most {}", what, text(highest));
  return what;
}

/// A better remedy, if the value is a time with a unit.
std::string or_hint(const std::string& remedy, const YamlNode& node) {
  const std::string hint = unit_hint(node.field, node.text);
  return hint.empty() ? remedy : hint;
}

}  // namespace

Document::Document(std::shared_ptr<const YamlNode> node) : node_(std::move(node)) {}

Document Document::read_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw Problem(name, "cannot be read", "it is a folder", "name a file");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw Problem(name, "cannot be opened", std::strerror(errno),
                  "check the path and its permissions");
  std::string text;
  std::array<char, 16'384> buffer;
  while (text.size() <= kLargestYamlBytes) {  // one byte more is enough for parse() to refuse it
    file.read(buffer.data(), std::ssize(buffer));
    if (file.bad())
      throw Problem(name, "cannot be read", std::strerror(errno), "check the file system");
    if (file.gcount() == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  return parse(text, name);
}

Document Document::parse(const std::string& text, const std::string& name) {
  return Document(parse_yaml_tree(text, name));
}

bool Document::is_map() const {
  return node_->kind == Kind::map;
}
bool Document::is_list() const {
  return node_->kind == Kind::list;
}
bool Document::is_scalar() const {
  return node_->kind == Kind::scalar;
}

std::string Document::where() const {
  std::string text = fmt::format("{}:{}", *node_->file, node_->line);
  if (!node_->field.empty()) text += ": " + node_->field;
  return text;
}

const std::string& Document::file() const {
  return *node_->file;
}
const std::string& Document::field() const {
  return node_->field;
}

Problem Document::problem(std::string what, std::string why, std::string remedy) const {
  return {where(), std::move(what), std::move(why), std::move(remedy)};
}

void Document::require_map() const {
  if (is_map()) return;
  throw problem(fmt::format("is {}", words_for(node_->kind)), "a map is needed",
                "write 'name: value' lines");
}

Document Document::at(std::string_view key) const {
  if (const std::optional<Document> found = find(key)) return *found;
  std::vector<std::string> present;
  for (const auto& [name, value] : node_->entries) present.push_back(name);
  const std::string nearest = engine::nearest_name(key, present);
  throw problem(fmt::format("'{}' is missing", key), "",
                nearest.empty() ? fmt::format("add '{}: …'", key)
                                : fmt::format("add '{}: …' or correct '{}'", key, nearest));
}

std::optional<Document> Document::find(std::string_view key) const {
  require_map();
  for (const auto& [name, value] : node_->entries) {
    if (name == key) return Document(value);
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, Document>> Document::entries() const {
  require_map();
  std::vector<std::pair<std::string, Document>> result;
  for (const auto& [name, value] : node_->entries) result.emplace_back(name, Document(value));
  return result;
}

void Document::allow_only(const std::vector<std::string>& known) const {
  for (const auto& [name, value] : entries()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw value.problem("unknown field", "",
                        known.empty() ? "remove it" : engine::suggest_name(name, known));
  }
}

std::vector<Document> Document::items() const {
  if (!is_list())
    throw problem(fmt::format("is {}", words_for(node_->kind)), "a list is needed",
                  "write '- item' lines or [a, b]");
  std::vector<Document> result;
  for (const auto& item : node_->items) result.push_back(Document(item));
  return result;
}

const std::string& Document::scalar(const char* wanted, const std::string& remedy) const {
  if (is_scalar()) return node_->text;
  throw problem(fmt::format("is {}", words_for(node_->kind)), fmt::format("{} is needed", wanted),
                remedy);
}

std::string Document::text() const {
  return scalar("a text", "write a single value");
}

double Document::real(double lowest, double highest) const {
  const std::string remedy = "write " + allowed("a number", lowest, highest, number_text);
  const std::string& value = scalar("a number", remedy);
  const std::optional<double> number = node_->quoted ? std::nullopt : real_value(value);
  if (!number)
    throw problem(fmt::format("'{}' is not a number", value),
                  node_->quoted ? "it is in quotes" : "", or_hint(remedy, *node_));
  if (!std::isfinite(*number))
    throw problem(fmt::format("'{}' is not a finite number", value), "", remedy);
  if (*number < lowest || *number > highest)
    throw problem(fmt::format("{} is out of range", value), "", remedy);
  return *number;
}

std::int64_t Document::integer(std::int64_t lowest, std::int64_t highest) const {
  const auto decimal = [](std::int64_t value) { return std::to_string(value); };
  const std::string remedy = "write " + allowed("an integer", lowest, highest, decimal);
  const std::string& value = scalar("an integer", remedy);
  if (node_->quoted)
    throw problem(fmt::format("'{}' is not an integer", value), "it is in quotes", remedy);
  if (const std::optional<std::int64_t> number = integer_value(value)) {
    if (*number < lowest || *number > highest)
      throw problem(fmt::format("{} is out of range", value), "", remedy);
    return *number;
  }
  const std::optional<double> real = real_value(value);
  const bool too_big = real && std::isfinite(*real) && std::trunc(*real) == *real;
  throw problem(too_big ? fmt::format("{} is out of range", value)
                        : fmt::format("'{}' is not an integer", value),
                too_big ? "64 bits hold it not, or not exactly" : "", or_hint(remedy, *node_));
}

bool Document::boolean() const {
  const std::string& value = scalar("true or false", "write true or false");
  if (!node_->quoted && value == "true") return true;
  if (!node_->quoted && value == "false") return false;
  throw problem(fmt::format("'{}' is neither true nor false", value),
                node_->quoted ? "it is in quotes" : "", "write true or false");
}

}  // namespace servesweep::io
