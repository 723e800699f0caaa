#pragma once

#include <cstddef>
#include <string_view>

namespace servesweep::io {

/// Position of the first byte that is not well-formed UTF-8 (overlong forms, surrogates and code
/// points beyond U+10FFFF are not), or npos if all of it is.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// Columns that the text takes in a terminal: combining marks take none, East Asian wide characters
/// and emoji two, everything else one. Invalid bytes take one each.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace servesweep::io
