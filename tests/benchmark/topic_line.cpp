#include "tests/benchmark/topic_line.h"

namespace servesweep::benchmark {

sweep::CommandLine topic_line(const std::string& name, const std::string& purpose,
                              const std::string& details, const std::vector<std::string>& examples,
                              const std::string& repeat) {
  sweep::VerbPage page{.name = name,
                       .purpose = purpose,
                       .details = details,
                       .examples = {},
                       .exit_codes = {"0 done", "1 failure", "2 bad input"},
                       .program = kProgram};
  for (const std::string& example : examples) {
    page.examples.push_back(page.program + ' ' + example);
  }
  sweep::CommandLine line(page);
  line.flag("--json", "print one JSON object as the last line")
      .flag("--smoke", "smallest sizes, once: does it work? Its figures mean nothing");
  if (!repeat.empty()) line.value("--repeat", "N", "how often to measure", repeat);
  return line;
}

bool is_smoke(const sweep::CommandLine& line) {
  return line.has("smoke");
}

int repeats_of(const sweep::CommandLine& line) {
  constexpr int kMost = 1'000'000;
  const auto wanted = static_cast<int>(line.integer("repeat", 1, kMost));
  return is_smoke(line) ? 1 : wanted;
}

}  // namespace servesweep::benchmark
