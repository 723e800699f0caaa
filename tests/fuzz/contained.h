#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "engine/base/problem.h"
#include "io/table/utf8.h"

namespace servesweep::fuzz {

/// What a fuzzed function may do: succeed, or throw a Problem whose message is fit for a terminal
/// and a log. Anything else leaves the target as an exception, which is a found fault.
template <class Action>
void contained(Action action) {
  constexpr std::size_t kLongestMessage = 20'000;
  try {
    action();
  } catch (const engine::Problem& problem) {
    const std::string text = problem.what();
    if (text.size() > kLongestMessage) throw std::logic_error("a message of a user's size");
    if (io::find_invalid_utf8(text) != std::string::npos)
      throw std::logic_error("a message that is no text");
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
        throw std::logic_error(fmt::format("a control character in '{}'", text));
    }
  }
}

/// What must hold whatever the input is.
inline void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(what);
}

}  // namespace servesweep::fuzz
