#pragma once

#include <string_view>

namespace servesweep::fuzz {

/// A function that takes any bytes, and throws only if what it tests has a fault. Fuzzers call it
/// with bytes that they make up; the ordinary tests with the corpus in tests/fuzz/corpus/NAME.
struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

}  // namespace servesweep::fuzz
