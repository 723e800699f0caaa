#include "io/report/html_text.h"

#include <nlohmann/json.hpp>

#include "engine/base/shown_text.h"

namespace servesweep::io {
namespace {

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string html;
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    html += escaped(engine::shown_text(line, line.size()));
    if (end == std::string_view::npos) return html;
    html += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string html_figures(std::string_view text) {
  constexpr std::size_t kLongestInterval = 32;
  const std::string html = html_text(text);
  std::string joined;
  std::size_t interval_end = 0;  // of the interval that is being read
  for (std::size_t i = 0; i < html.size(); ++i) {
    const char next = i + 1 < html.size() ? html[i + 1] : ' ';
    if (html[i] == '[' && (is_digit(next) || next == '-' || next == '+')) {
      const std::size_t end = html.find(']', i);
      if (end != std::string::npos && end - i <= kLongestInterval) interval_end = end;
    }
    const bool is_share = next == '%' && i > 0 && is_digit(html[i - 1]);
    const bool joins = html[i] == ' ' && (i < interval_end || is_share);
    joined += joins ? "&nbsp;" : std::string(1, html[i]);
  }
  return joined;
}

std::string script_json(const nlohmann::json& value) {
  constexpr bool kAsciiOnly = true;
  const std::string text =
      value.dump(-1, ' ', kAsciiOnly, nlohmann::json::error_handler_t::replace);
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<':
        safe += "\\u003c";
        break;
      case '>':
        safe += "\\u003e";
        break;
      case '&':
        safe += "\\u0026";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace servesweep::io
