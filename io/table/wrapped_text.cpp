#include "io/table/wrapped_text.h"

#include <sstream>

#include "engine/base/contract.h"
#include "io/table/utf8.h"

namespace servesweep::io {

namespace {

constexpr std::size_t kLongestInterval = 40;  ///< bytes; else a bracket is just never closed

/// Whether no line may end between two words: the second ends an interval or is a unit.
bool belongs_to(const std::string& before, const std::string& word) {
  const bool is_open = before.starts_with('[') && before.find(']') == std::string::npos;
  return word == "%" || (is_open && before.size() < kLongestInterval);
}

/// Words, and intervals as one.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (!pieces.empty() && belongs_to(pieces.back(), word)) {
      pieces.back() += ' ' + word;
    } else {
      pieces.push_back(word);
    }
  }
  return pieces;
}

}  // namespace

std::vector<std::string> wrapped_lines(const std::string& text, std::size_t width) {
  SERVESWEEP_EXPECT(width > 0);
  if (display_width(text) <= width) return {text};
  std::vector<std::string> lines;
  std::size_t column = 0;
  for (const std::string& word : pieces_of(text)) {
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
