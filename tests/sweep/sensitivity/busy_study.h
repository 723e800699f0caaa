#pragma once

#include <string>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep {

/// The example under more load than it can serve, so that its step budget is felt, which has a
/// range; its order of the queue is not, as all prompts are as long. `parameters`: its further
/// lines. `search`: how it searches.
[[nodiscard]] inline std::string busy_study(const std::string& parameters = "",
                                            const std::string& search = "method: grid") {
  std::string text = kExampleStudy;
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("requests_per_s: 100", "requests_per_s: 5000");
  replace("requests: 20", "requests: 60");
  replace("budget: {values: [2048, 512]}",
          "budget: {range: [64, 2048], scale: log, type: integer, default: 512}" + parameters);
  replace("method: grid", search);
  return text;
}

}  // namespace servesweep::sweep
