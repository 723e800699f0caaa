#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace servesweep::io {

/// Any text, as HTML text or as the value of a quoted attribute: it can neither end the attribute
/// nor begin an element. Line ends stay; other control characters, those that turn the direction of
/// writing, and bytes that are no UTF-8 are shown by their number, as on a terminal.
[[nodiscard]] std::string html_text(std::string_view text);

/// The same, but figures stay in one line: no line ends inside an interval in brackets, or between
/// a number and its per cent sign.
[[nodiscard]] std::string html_figures(std::string_view text);

/// A value as the content of a <script type="application/json">: ASCII only, and without '<', '>'
/// and '&', so that no text in it can end the element. Invalid UTF-8 becomes U+FFFD, and numbers
/// that are not finite null.
[[nodiscard]] std::string script_json(const nlohmann::json& value);

}  // namespace servesweep::io
