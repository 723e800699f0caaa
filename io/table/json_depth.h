#pragma once

#include <string>
#include <string_view>

namespace servesweep::io {

inline constexpr int kDeepestJsonLevel = 64;

/// Problem at `where` if lists and objects of a JSON text are nested deeper than 64 levels: parsing
/// such a text is harmless, but printing a part of it recurses once per level. Other errors are the
/// parser's to find.
void check_json_depth(std::string_view text, const std::string& where);

}  // namespace servesweep::io
