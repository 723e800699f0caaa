#pragma once

#include <string>
#include <string_view>

namespace servesweep::engine {

/// A text of a user's, fit to be shown on a terminal and written into one line of a log: control
/// characters (those of C1 and of writing direction, too, which make a terminal act or a text look
/// like another one) and bytes that are no UTF-8 appear as \xNN or \u{NNNN}; of what is longer than
/// `most_bytes` the middle is left out.
[[nodiscard]] std::string shown_text(std::string_view text, std::size_t most_bytes = 4'000);

}  // namespace servesweep::engine
