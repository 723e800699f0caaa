#include "sweep/submit/shell_word.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/shown_text.h"

namespace servesweep::sweep {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_./=:,+@").find(c) != std::string_view::npos;
}

/// What stands in a script for itself wherever it is shown.
bool is_printable_ascii(char c) {
  return c >= ' ' && c <= '~';
}

/// A terminal would act on it, or show another text.
bool is_harmful(std::string_view word) {
  return engine::shown_text(word, word.size()) != word;
}

std::string in_quotes(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + '\'';
}

/// Octal escapes, as they have a fixed length.
std::string escaped_word(std::string_view word) {
  std::string quoted = "$'";
  for (const char c : word) {
    if (!is_printable_ascii(c)) {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else {
      if (c == '\'' || c == '\\') quoted += '\\';
      quoted += c;
    }
  }
  return quoted + '\'';
}

}  // namespace

std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string(word);
  return is_harmful(word) ? escaped_word(word) : in_quotes(word);
}

std::string shell_words(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += shell_word(word);
  }
  return text;
}

}  // namespace servesweep::sweep
