#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace servesweep::sweep {

/// The words between which the meaning of an option or operand lets one choose, from the way in
/// which the help lists them: at its start or behind a colon, up to a semicolon, with commas and a
/// last 'or', remarks in parentheses: "of responses: change or log (for such that explode)" gives
/// change and log. Words are of small letters and hyphens. Empty for any other meaning, as of a
/// number or a file.
[[nodiscard]] std::vector<std::string> listed_words(std::string_view meaning);

}  // namespace servesweep::sweep
