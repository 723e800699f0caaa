#include "sweep/cli/plan_notes.h"

#include <fmt/format.h>

#include "sweep/ranking/served_share.h"
#include "sweep/saturation/measured_warm_up.h"

namespace servesweep::sweep {
namespace {

/// Whether a strategy, at its default, may refuse requests at the gateway.
bool may_shed(const Study& study) {
  for (std::size_t i = 0; i < study.strategies().size(); ++i) {
    const Point point = study.strategies()[i].space().default_point();
    if (study.scenario_at(i, point).admission.policy != "always-admit") return true;
  }
  return false;
}

}  // namespace

std::string warm_up_note(const Study& study) {
  std::string text;
  for (const WorkloadFile& workload : study.workloads()) {
    if (const MeasuredWarmUp* const measured = study.warm_up().measured_of(workload.name)) {
      text += fmt::format("warm-up: {}\n", text_of(*measured));
    } else if (workload.measure_from_us) {
      const double from_s = static_cast<double>(*workload.measure_from_us) / 1e6;
      text += fmt::format("warm-up: {}: measured from {} s on\n", workload.name, from_s);
    }
  }
  return text;
}

std::string shedding_note(const Study& study) {
  for (const MetricConstraint& constraint : study.constraints()) {
    if (constraint.metric.starts_with(kServedShare)) return "";
  }
  for (const Objective& objective : study.objectives()) {
    if (counts_the_unserved(objective.metric) || !may_shed(study)) continue;
    return fmt::format(
        "search: nothing keeps it from turning requests away for a better {}; constrain {}, or "
        "search by goodput_per_s or ttft_p99_of_all_ms\n",
        objective.metric, kServedShare);
  }
  return "";
}

}  // namespace servesweep::sweep
