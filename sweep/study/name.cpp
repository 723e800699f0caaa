#include "sweep/study/name.h"

#include <fmt/format.h>

#include <algorithm>

namespace servesweep::sweep {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_name_character(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::string read_name(const io::Document& node) {
  std::string name = node.text();
  const bool is_name = !name.empty() && name.size() <= kLongestName &&
                       is_letter_or_digit(name[0]) &&
                       std::all_of(name.begin(), name.end(), is_name_character);
  if (!is_name) {
    throw node.problem(fmt::format("'{}' cannot be a name", name), "it becomes part of file names",
                       fmt::format("use at most {} letters, digits, - _ .", kLongestName));
  }
  return name;
}

}  // namespace servesweep::sweep
