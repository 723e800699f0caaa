#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace servesweep::io {

/// Lines of at most `width` terminal columns, broken at blanks, which are then one each, but
/// neither within an interval ("[1, 2] %") nor before "%"; a longer word has a line of its own. A
/// text that fits is one line, as it is. Precondition: width > 0.
[[nodiscard]] std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width);

}  // namespace servesweep::io
