#include "io/table/cell_text.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/shown_text.h"
#include "io/table/number_text.h"
#include "io/table/significant_text.h"

namespace servesweep::io {
namespace {

/// Turns a cell into text: the two that differ between formats are given, the others are the same.
template <class TextOf, class RealOf>
std::string visit_cell(const TableCell& cell, const char* nothing, TextOf text_of, RealOf real_of) {
  if (const auto* text = std::get_if<std::string>(&cell)) return text_of(*text);
  if (const auto* real = std::get_if<double>(&cell)) return real_of(*real);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "true" : "false";
  return nothing;
}

std::string without_controls(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return engine::shown_text(text);  // which knows the less obvious ones
}

std::string quoted_if_needed(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace

std::string display_text(const TableCell& cell, int significant_digits) {
  return visit_cell(cell, "", without_controls, [&](double value) {
    return significant_digits > 0 ? significant_text(value, significant_digits)
                                  : number_text(value);
  });
}

std::string csv_text(const TableCell& cell) {
  return visit_cell(cell, "", quoted_if_needed, number_text);
}

std::string json_text(const TableCell& cell) {
  const auto text_of = [](const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  return visit_cell(cell, "null", text_of, [](double value) {
    return std::isfinite(value) ? number_text(value) : "null";
  });
}

}  // namespace servesweep::io
