#include "sweep/study/shortened_workload.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "sweep/study/arrival_span.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

/// Whether the measuring window begins before half of the load has arrived, as far as is known.
bool leaves_half(const WorkloadFile& workload) {
  const double end_s = arrivals_end_s(workload);
  if (!workload.measure_from_us || !std::isfinite(end_s)) return false;
  return static_cast<double>(*workload.measure_from_us) <= kUsPerS * end_s / 2;
}

}  // namespace

WorkloadFile shortened_workload(const WorkloadFile& whole, double share) {
  SERVESWEEP_EXPECT(share > 0 && share < 1);
  engine::WorkloadSpec spec = whole.spec;
  if (spec.requests == 0 && spec.horizon_us == engine::kForever) {
    throw engine::Problem("horizon", fmt::format("workload '{}' cannot be shortened", whole.name),
                          "neither requests nor horizon_us says where it ends",
                          "state requests there, or search without a horizon");
  }
  if (spec.requests > 0) {
    spec.requests =
        static_cast<std::int64_t>(std::ceil(share * static_cast<double>(spec.requests)));
  }
  if (spec.horizon_us != engine::kForever) {
    const double horizon_us = share * static_cast<double>(spec.horizon_us);
    spec.horizon_us = static_cast<engine::TimeUs>(std::ceil(horizon_us));
  }
  WorkloadFile shortened = whole;
  shortened.name = fmt::format("{}@first-{}", whole.name, share);
  shortened.spec = std::move(spec);
  if (!leaves_half(shortened)) shortened.measure_from_us.reset();
  return shortened;
}

}  // namespace servesweep::sweep
