// servesweep_benchmark TOPIC [OPTION]...: how fast is servesweep? See docs/performance.md.

#include <fmt/format.h>

#include "tests/benchmark/program.h"

int main(int argc, char** argv) {
  const servesweep::benchmark::Outcome outcome =
      servesweep::benchmark::run_program({argv + 1, argv + argc});
  fmt::print("{}", outcome.out);
  fmt::print(stderr, "{}", outcome.error);
  return outcome.status;
}
