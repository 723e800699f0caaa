#include "sweep/saturation/measured_warm_up.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "io/table/significant_text.h"
#include "sweep/distribute/distribute.h"
#include "sweep/saturation/warm_up_measure.h"
#include "sweep/study/run_identity.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/seeds.h"

namespace servesweep::sweep {
namespace {

/// Identity of a measurement of a warm-up.
std::string warm_up_key(const Study& study, const engine::Scenario& baseline,
                        WorkloadFile workload) {
  constexpr int kVersion = 1;  // raise it if the measurement may give other cuts
  workload.measure_from_us.reset();
  return content_hash(fmt::format("warm-up {} semantics {}\nscenario {}\nworkload {}\nseeds {}\n",
                                  kVersion, engine::kSemanticsVersion, to_value(baseline).json(),
                                  workload.identity().json(), seeds_to_value(study.seeds()).json()))
      .hex();
}

MeasuredWarmUp measured_window(const Study& study, const engine::Scenario& baseline,
                               const WorkloadFile& workload, int threads) {
  const WarmUpMeasure found = measure_warm_up(baseline, workload, study.seeds(),
                                              threads > 0 ? threads : available_threads());
  return {.workload = workload.name,
          .measure_from_us = found.measure_from_us,
          .cut_fraction = found.cut_fraction,
          .is_stationary = found.is_stationary};
}

void remark(const Study& study, const MeasuredWarmUp& measured) {
  if (measured.is_stationary) {
    spdlog::info("warmup: {}", text_of(measured));
  } else {
    spdlog::warn("warmup: {} under {}: it is overrun, or too short to tell", text_of(measured),
                 study.strategies().front().name());
  }
}

}  // namespace

std::string text_of(const MeasuredWarmUp& measured) {
  if (!measured.is_stationary)
    return fmt::format("{}: every request counts, as no steady state was found", measured.workload);
  return fmt::format("{}: measured from {} s on; {} % of the requests arrive before",
                     measured.workload,
                     io::significant_text(static_cast<double>(measured.measure_from_us) / 1e6, 3),
                     io::significant_text(100 * measured.cut_fraction, 3));
}

std::vector<MeasuredWarmUp> measured_warm_ups(const Study& study, const Study* before,
                                              int threads) {
  const engine::Scenario baseline = study.scenario_at(0, study.point_at(0, 0));
  std::vector<MeasuredWarmUp> measured;
  for (const WorkloadFile& workload : study.workloads()) {
    if (study.warm_up().rule_of(workload.name).kind != WarmUpRule::Kind::mser5) continue;
    const std::string key = warm_up_key(study, baseline, workload);
    const MeasuredWarmUp* const known =
        before != nullptr ? before->warm_up().measured_of(workload.name) : nullptr;
    const bool is_known = known != nullptr && known->key == key;
    measured.push_back(is_known ? *known : measured_window(study, baseline, workload, threads));
    measured.back().key = key;
    remark(study, measured.back());
  }
  return measured;
}

}  // namespace servesweep::sweep
