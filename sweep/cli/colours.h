#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace servesweep::sweep {

/// Whether a terminal stands there that obeys escape sequences: it is none if TERM says "dumb".
[[nodiscard]] bool obeys_escapes(int descriptor);

/// What --color says: auto is colours on such a terminal, unless NO_COLOR is set and not empty
/// (https://no-color.org).
enum class Colours : std::uint8_t { automatic, always, never };

/// What the words of --color mean; another word is automatic, as the option's reader refuses it.
[[nodiscard]] Colours colours_of(const std::string& word);

/// What the arguments of a command say, also if it turns out to be a wrong one: for complaints.
[[nodiscard]] Colours colours_in(const std::vector<std::string>& arguments);

[[nodiscard]] bool shows_colours(Colours colours, int descriptor);

/// "\x1b[31merror\x1b[0m", or the word alone.
[[nodiscard]] std::string alarming(const std::string& word, bool coloured);

}  // namespace servesweep::sweep
