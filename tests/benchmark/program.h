#pragma once

#include <string>
#include <vector>

namespace servesweep::benchmark {

/// What a call of the program did.
struct Outcome {
  int status = 0;     ///< as sweep/cli/exit_code.h
  std::string out;    ///< for standard output
  std::string error;  ///< for standard error, in the product's grammar; empty if none
};

/// Runs the program with these arguments: TOPIC [OPTION]..., --help, or help TOPIC.
[[nodiscard]] Outcome run_program(const std::vector<std::string>& arguments);

}  // namespace servesweep::benchmark
