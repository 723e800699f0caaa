#include "io/yaml/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/base/contract.h"
#include "io/table/number_text.h"

namespace servesweep::io {
namespace {

constexpr std::size_t kLineWidth = 100;

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

bool is_plain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_$./+-").find(c) != std::string_view::npos;
}

/// A text needs no quotes in YAML if nobody can take it for anything but a text.
std::string plain_or_quoted(const std::string& text) {
  constexpr std::array<std::string_view, 9> kWords = {"true", "false", "null", "yes", "no",
                                                      "on",   "off",   "y",    "n"};
  const bool starts_like_a_word =
      !text.empty() && std::string_view("+-.0123456789").find(text[0]) == std::string_view::npos;
  const bool is_plain =
      starts_like_a_word && std::all_of(text.begin(), text.end(), is_plain_character);
  std::string lower = text;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool is_word = std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
  return is_plain && !is_word ? text : quoted(text);
}

}  // namespace

Value Value::text(std::string text) {
  Value value(Kind::text);
  value.scalar_ = std::move(text);
  return value;
}

Value Value::number(double number) {
  Value value(Kind::literal);
  value.scalar_ = std::isfinite(number) ? number_text(number) : "null";
  return value;
}

Value Value::integer(std::int64_t number) {
  Value value(Kind::literal);
  value.scalar_ = fmt::format("{}", number);
  return value;
}

Value Value::boolean(bool truth) {
  Value value(Kind::literal);
  value.scalar_ = truth ? "true" : "false";
  return value;
}

Value Value::list(std::vector<Value> items) {
  Value value(Kind::list);
  value.items_ = std::move(items);
  return value;
}

Value Value::map() {
  return Value(Kind::map);
}

Value& Value::set(std::string key, Value value) {
  SERVESWEEP_EXPECT(kind_ == Kind::map);
  SERVESWEEP_EXPECT(std::none_of(entries_.begin(), entries_.end(),
                                 [&](const auto& entry) { return entry.first == key; }));
  entries_.emplace_back(std::move(key), std::move(value));
  return *this;
}

Value& Value::add(Value item) {
  SERVESWEEP_EXPECT(kind_ == Kind::list);
  items_.push_back(std::move(item));
  return *this;
}

std::string Value::json() const {
  if (kind_ == Kind::text) return quoted(scalar_);
  if (kind_ == Kind::literal) return scalar_;
  std::string out;
  for (const Value& item : items_) out += (out.empty() ? "" : ",") + item.json();
  for (const auto& [key, value] : entries_) {
    out += (out.empty() ? "" : ",") + quoted(key) + ":" + value.json();
  }
  return kind_ == Kind::list ? "[" + out + "]" : "{" + out + "}";
}

std::string Value::flow() const {
  if (kind_ == Kind::text) return plain_or_quoted(scalar_);
  if (kind_ == Kind::literal) return scalar_;
  std::string out;
  for (const Value& item : items_) out += (out.empty() ? "" : ", ") + item.flow();
  for (const auto& [key, value] : entries_) {
    out += (out.empty() ? "" : ", ") + plain_or_quoted(key) + ": " + value.flow();
  }
  return kind_ == Kind::list ? "[" + out + "]" : "{" + out + "}";
}

std::string Value::yaml() const {
  std::string out;
  write_block(out, 0);
  return out;
}

bool Value::fits_one_line(int indent) const {
  if (kind_ == Kind::text || kind_ == Kind::literal) return true;
  if (items_.empty() && entries_.empty()) return true;
  return static_cast<std::size_t>(indent) + flow().size() <= kLineWidth;
}

/// Behind "key:" or "-": on the same line if it is short, else as a block below.
void Value::write_child(std::string& out, int indent) const {
  if (fits_one_line(indent)) {
    out += " " + flow() + "\n";
    return;
  }
  out += "\n";
  write_block(out, indent);
}

void Value::write_block(std::string& out, int indent) const {
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  for (const Value& item : items_) {
    out += margin + "-";
    item.write_child(out, indent + 2);
  }
  for (const auto& [key, value] : entries_) {
    out += margin + plain_or_quoted(key) + ":";
    value.write_child(out, indent + 2);
  }
  if (items_.empty() && entries_.empty()) out += margin + flow() + "\n";
}

}  // namespace servesweep::io
