#include "sweep/study/metric_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace servesweep::sweep {

const Metric& read_metric(const io::Document& node, const std::vector<Metric>& metrics) {
  const std::string name = node.text();
  std::vector<std::string> known;
  for (const Metric& metric : metrics) {
    if (metric.column.name == name) return metric;
    known.push_back(metric.column.name);
  }
  // Who leaves out the unit ("ttft_p99") is told the name with it.
  const auto longer = std::find_if(known.begin(), known.end(), [&](const std::string& candidate) {
    return candidate.starts_with(name);
  });
  throw node.problem(fmt::format("unknown metric '{}'", name), "",
                     longer == known.end() ? engine::suggest_name(name, known)
                                           : fmt::format("did you mean '{}'?", *longer));
}

}  // namespace servesweep::sweep
