#include "io/table/wrapped_text.h"

#include <sstream>

#include "engine/base/contract.h"
#include "io/table/utf8.h"

namespace servesweep::io {

std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width) {
  SERVESWEEP_EXPECT(width > 0);
  if (display_width(text) <= width) return {text};
  std::vector<std::string> lines;
  std::size_t column = 0;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t word_width = display_width(word);
    if (!lines.empty() && column + 1 + word_width <= width) {
      lines.back() += ' ' + word;
      column += 1 + word_width;
    } else {
      lines.push_back(word);
      column = word_width;
    }
  }
  return lines;
}

}  // namespace servesweep::io
