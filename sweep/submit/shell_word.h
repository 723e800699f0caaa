#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace servesweep::sweep {

/// A word as bash must read it to get exactly these bytes: bare where that is safe, else in single
/// quotes; with control characters, in $'…' with escapes. So it is one line, whatever it contains.
[[nodiscard]] std::string shell_word(std::string_view word);

/// Several words, with spaces between them.
[[nodiscard]] std::string shell_words(const std::vector<std::string>& words);

}  // namespace servesweep::sweep
