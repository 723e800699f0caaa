#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"

namespace servesweep::fuzz {

/// Runs every target on every file of its corpus: what fuzzers began with, and what they found.
inline void replay(std::span<const Target> targets) {
  for (const Target& target : targets) {
    const std::filesystem::path folder =
        std::filesystem::path(SERVESWEEP_TEST_DATA) / "fuzz/corpus" / target.name;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      files.push_back(entry.path());
    }
    std::ranges::sort(files);
    CHECK_MESSAGE(!files.empty(), target.name);
    for (const std::filesystem::path& file : files) {
      CAPTURE(file);
      std::ifstream in(file, std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      CHECK_NOTHROW(target.run(bytes));
      // Cut off anywhere, it is another input that no reader may stumble over.
      for (std::size_t size = 0; size < bytes.size(); size += 1 + bytes.size() / 16) {
        CHECK_NOTHROW(target.run(std::string_view(bytes).substr(0, size)));
      }
    }
  }
}

}  // namespace servesweep::fuzz
