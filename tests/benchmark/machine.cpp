#include "tests/benchmark/machine.h"

#include <fmt/format.h>

#include <fstream>

#include "sweep/distribute/distribute.h"

namespace servesweep::benchmark {
namespace {

/// As Linux names it; empty where it does not.
std::string processor_name() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(": ") + 2);
  }
  return "unknown processor";
}

}  // namespace

std::string machine_text() {
#ifdef __clang__
  const std::string compiler = "Clang " __clang_version__;
#else
  const std::string compiler = "GCC " __VERSION__;
#endif
#ifdef NDEBUG
  const char* const build = "optimised";
#else
  const char* const build = "debug build: too slow to be quoted";
#endif
  return fmt::format("{}, {} cores, {}, {}", processor_name(), sweep::available_threads(), compiler,
                     build);
}

}  // namespace servesweep::benchmark
