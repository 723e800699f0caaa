#include "engine/workload/arrival_law.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/base/problem.h"
#include "engine/workload/field_check.h"

namespace servesweep::engine {

ArrivalProcess arrival_process_named(std::string_view name, const std::string& where) {
  const auto* const found =
      std::find(kArrivalProcessNames.begin(), kArrivalProcessNames.end(), name);
  if (found != kArrivalProcessNames.end()) {
    return static_cast<ArrivalProcess>(found - kArrivalProcessNames.begin());
  }
  throw Problem(where, fmt::format("unknown arrival process '{}'", name), "",
                suggest_name(name, {kArrivalProcessNames.begin(), kArrivalProcessNames.end()}));
}

void validate(const ArrivalSpec& arrival, const std::string& where) {
  if (!arrival.cv) return;
  const FieldCheck fields(where);
  switch (arrival.process) {
    case ArrivalProcess::gamma:
      return fields.within("cv", *arrival.cv, 0.01, 10.0);
    case ArrivalProcess::weibull:
      return fields.within("cv", *arrival.cv, 0.01, 10.4);
    case ArrivalProcess::poisson:
    case ArrivalProcess::constant:
      break;
  }
  fields.fail("cv", fmt::format("{} has no effect", *arrival.cv),
              "only gamma and weibull arrivals have a free coefficient of variation",
              "remove it or choose gamma");
}

}  // namespace servesweep::engine
