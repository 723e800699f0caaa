#include "sweep/explanation/ablation_study.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "engine/base/contract.h"
#include "sweep/explanation/strategy_value.h"
#include "sweep/study/profile_text.h"
#include "sweep/study/scenario_text.h"
#include "sweep/study/seeds.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using io::Value;

constexpr std::size_t kLongestDesignName = 64;

/// Only what names of strategies and workloads may hold.
std::string as_name(std::string text) {
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '@', '-');
  return text;
}

std::string taken_names(const std::vector<Mechanism>& mechanisms, MechanismSet taken) {
  std::string text;
  for (std::size_t i = 0; i < mechanisms.size(); ++i) {
    if ((taken >> i & 1) != 0) text += "." + as_name(mechanisms[i].name);
  }
  return text;
}

/// A name for a combination: a bit pattern where the words are too long.
std::string combination_name(const AblationPlace& place, const SwitchedStrategy& strategy,
                             MechanismSet taken) {
  const std::vector<Mechanism>& mechanisms = strategy.mechanisms();
  const MechanismSet all = (MechanismSet{1} << mechanisms.size()) - 1;
  if (taken == 0) return place.baseline;
  if (taken == all) return place.strategy;
  std::string name = place.strategy + ".with" + taken_names(mechanisms, taken);
  if (std::popcount(taken) == 1) {
    name = place.strategy + ".only" + taken_names(mechanisms, taken);
  } else if (std::popcount(all & ~taken) == 1) {
    name = place.strategy + ".without" + taken_names(mechanisms, all & ~taken);
  }
  return name.size() <= kLongestDesignName ? name
                                           : fmt::format("{:.50}.set-{}", place.strategy, taken);
}

/// The measuring window of the workload as a warm-up stated in seconds: exact to the microsecond.
Value warm_up_value(const WorkloadFile& workload) {
  const double seconds = static_cast<double>(*workload.measure_from_us) / kUsPerS;
  return Value::map().set(workload.name, Value::map().set("s", Value::number(seconds)));
}

void check_round_trip(const std::string& text, const SwitchedStrategy& strategy,
                      const WorkloadFile& workload, const std::vector<MechanismSet>& design) {
  const Study study = Study::from_resolved(text);
  if (study.workloads().front().measure_from_us != workload.measure_from_us) {
    throw std::logic_error("an ablation study does not measure from when it was told to");
  }
  for (std::size_t i = 0; i < design.size(); ++i) {
    const engine::Scenario scenario = study.scenario_at(i, study.point_at(i, 0));
    const bool same = to_value(scenario).json() == to_value(strategy.with(design[i])).json();
    SERVESWEEP_EXPECT(same);
    if (!same) throw std::logic_error("an ablation study does not read back as it was written");
  }
}

}  // namespace

std::string ablation_study(const Study& study, const SwitchedStrategy& strategy,
                           const AblationPlace& place) {
  const std::vector<MechanismSet> design = ablation_design(strategy.mechanisms().size());
  const engine::Scenario& baseline = strategy.baseline();
  WorkloadFile workload = study.workloads()[place.workload];
  workload.name = as_name(workload.name);
  Value value = Value::map();
  value.set("study", Value::text(fmt::format("{:.55}-ablation", place.strategy)));
  value.set("question", Value::text(fmt::format("Which mechanisms of {} make it differ from {}?",
                                                place.strategy, place.baseline)));
  value.set("profile", ProfileChoice{baseline.profile, baseline.switches}.to_value());
  value.set("model", study.model().to_value()).set("cluster", study.cluster().to_value());
  value.set("workloads", Value::list({workload.to_value()}));
  if (workload.measure_from_us) value.set("warmup", warm_up_value(workload));
  value.set("seeds", seeds_to_value(place.seeds));
  value.set("baseline", strategy_value(place.baseline, baseline));
  Value strategies = Value::list();
  for (const MechanismSet taken : design) {
    if (taken == 0) continue;
    strategies.add(strategy_value(combination_name(place, strategy, taken), strategy.with(taken)));
  }
  value.set("strategies", std::move(strategies));
  value.set("search", Value::map().set("method", Value::text("defaults")));
  value.set("objectives", objectives_to_value(study.objectives()));
  std::string text = value.yaml();
  check_round_trip(text, strategy, workload, design);
  return text;
}

}  // namespace servesweep::sweep
