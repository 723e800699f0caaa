#include "sweep/cli/regimes_view.h"

#include <cstdlib>
#include <limits>

namespace servesweep::sweep {

std::vector<ArrivalSpan> arrival_spans(const Study& study, const std::vector<Regime>& regimes,
                                       std::uint64_t seed) {
  std::vector<ArrivalSpan> spans;
  for (const Regime& regime : regimes) {
    spans.push_back(
        arrival_span(study.workloads()[static_cast<std::size_t>(regime.workload)], seed));
  }
  return spans;
}

double saturation_fraction(const Study& study, const std::string& workload) {
  const std::size_t at = workload.find('@');
  if (!study.loads().of_saturation() || at == std::string::npos) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return std::strtod(workload.c_str() + at + 1, nullptr);
}

const char* stationary_word(const RegimeRow& row) {
  if (!row.halves) return "";
  switch (row.stationary) {
    case Finding::held:
      return "yes";
    case Finding::failed:
      return "no";
    case Finding::undecided:
      break;
  }
  return "undecided";
}

}  // namespace servesweep::sweep
