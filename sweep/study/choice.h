#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "engine/base/problem.h"
#include "io/yaml/document.h"

namespace servesweep::sweep {

/// The meaning of a scalar that must be one of a few words; Problem with the nearest word
/// otherwise.
template <class Meaning>
[[nodiscard]] Meaning choose(const io::Document& node,
                             const std::vector<std::pair<std::string, Meaning>>& words) {
  const std::string text = node.text();
  std::vector<std::string> known;
  for (const auto& [word, meaning] : words) {
    if (word == text) return meaning;
    known.push_back(word);
  }
  throw node.problem(fmt::format("unknown word '{}'", text), "", engine::suggest_name(text, known));
}

}  // namespace servesweep::sweep
