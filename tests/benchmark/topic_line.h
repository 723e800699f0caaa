#pragma once

#include <string>
#include <vector>

#include "sweep/cli/command_line.h"

namespace servesweep::benchmark {

inline constexpr const char* kProgram = "servesweep_benchmark";

/// A topic's command line with the options that all topics have: --json, --smoke and, unless
/// `repeat` is empty, --repeat with that default. `examples` without the program's name.
[[nodiscard]] sweep::CommandLine topic_line(const std::string& name, const std::string& purpose,
                                            const std::string& details,
                                            const std::vector<std::string>& examples,
                                            const std::string& repeat = "");

/// Whether only the smallest sizes are wanted: to see that a topic works, not how fast it is.
[[nodiscard]] bool is_smoke(const sweep::CommandLine& line);

/// How often to measure; once in a smoke run.
[[nodiscard]] int repeats_of(const sweep::CommandLine& line);

/// `full`, or `smallest` in a smoke run.
template <class Size>
[[nodiscard]] Size size_for(const sweep::CommandLine& line, Size full, Size smallest) {
  return is_smoke(line) ? smallest : full;
}

}  // namespace servesweep::benchmark
