#include "sweep/study/name.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/values/letter_or_digit.h"

namespace servesweep::sweep {
namespace {

constexpr std::size_t kMostNameLetters = 64;

bool is_name_character(char c) {
  return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::string read_name(const io::Document& node) {
  std::string name = node.text();
  const bool is_name = !name.empty() && name.size() <= kMostNameLetters &&
                       is_letter_or_digit(name[0]) &&
                       std::all_of(name.begin(), name.end(), is_name_character);
  if (!is_name) {
    throw node.problem(fmt::format("'{}' cannot be a name", name), "it becomes part of file names",
                       fmt::format("use at most {} letters, digits, - _ .", kMostNameLetters));
  }
  return name;
}

}  // namespace servesweep::sweep
