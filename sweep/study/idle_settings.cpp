#include "sweep/study/idle_settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/policy/registry.h"
#include "sweep/study/priority_use.h"

namespace servesweep::sweep {
namespace {

using engine::PolicySpec;
using engine::Scenario;

bool scheduling_reads_priority(const PolicySpec& policy) {
  return reads_priority(*engine::scheduling_policies().create(policy, "scheduling"));
}

bool preemption_reads_priority(const PolicySpec& policy) {
  return reads_priority(*engine::preemption_policies().create(policy, "preemption"));
}

/// Whether priorities are computed and nobody looks at them.
bool has_idle_priority(const Scenario& scenario) {
  return scenario.priority.policy != Scenario().priority.policy &&
         !scheduling_reads_priority(scenario.scheduling) &&
         !preemption_reads_priority(scenario.preemption);
}

std::string priority_note(const std::string& strategy, const Scenario& scenario) {
  std::vector<std::string> readers;
  for (const std::string& name : engine::scheduling_policies().names()) {
    if (scheduling_reads_priority({.policy = name, .parameters = {}, .scorers = {}})) {
      readers.push_back(name);
    }
  }
  return fmt::format(
      "strategy {}: priority '{}' has no effect under scheduling '{}' and preemption '{}', which "
      "read no priorities; use scheduling {}, or remove it",
      strategy, scenario.priority.policy, scenario.scheduling.policy, scenario.preemption.policy,
      fmt::join(readers, " or "));
}

}  // namespace

std::vector<std::string> idle_settings(const Study& study, const Plan& plan) {
  std::vector<std::string> notes;
  for (std::size_t strategy = 0; strategy < study.strategies().size(); ++strategy) {
    const Scenario* first = nullptr;
    bool always = true;
    for (const PlannedPoint& point : plan.points()) {
      if (point.strategy != strategy) continue;
      if (first == nullptr) first = &point.scenario;
      always = has_idle_priority(point.scenario);
      if (!always) break;
    }
    if (first == nullptr || !always) continue;
    notes.push_back(priority_note(study.strategies()[strategy].name(), *first));
  }
  return notes;
}

}  // namespace servesweep::sweep
