#include "sweep/explanation/mechanism.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <optional>

#include "engine/base/contract.h"
#include "engine/base/problem.h"
#include "engine/simulate.h"
#include "sweep/explanation/mechanism_parts.h"
#include "sweep/study/scenario_text.h"

namespace servesweep::sweep {
namespace {

using engine::Scenario;

bool differs(const Scenario& baseline, const Scenario& strategy, const MechanismPart& part) {
  Scenario changed = baseline;
  part.copy(strategy, changed);
  return to_value(changed).json() != to_value(baseline).json();
}

/// Whether the KV blocks are another number than the model leaves for the limits, or the model
/// does not compute it.
bool states_blocks(const Model& model, const Scenario& scenario) {
  if (!model.capacity) return true;
  try {
    Scenario sized = scenario;
    model.size_kv_cache(sized);
    return sized.kv.gpu_blocks != scenario.kv.gpu_blocks;
  } catch (const engine::Problem&) {
    return true;  // nothing would be left for these limits
  }
}

std::string mechanism_text(const Scenario& baseline, const Scenario& strategy,
                           const MechanismPart& part) {
  const std::string before = part_text(baseline, part.name);
  const std::string after = part_text(strategy, part.name);
  if (before != after) return fmt::format("{}: {} -> {}", part.name, before, after);
  const std::string settings = settings_text(baseline, strategy, part.name);
  return fmt::format("{}: {} with {}", part.name, after,
                     settings.empty() ? "other settings" : settings);
}

}  // namespace

SwitchedStrategy::SwitchedStrategy(const Model& model, const Scenario& baseline,
                                   const Scenario& strategy)
    : model_(model),
      baseline_(baseline),
      strategy_(strategy),
      baseline_states_blocks_(states_blocks(model, baseline)),
      strategy_states_blocks_(states_blocks(model, strategy)) {
  find_mechanisms();
  check_is_whole();
  merge_parts("scheduling", "priority");
  merge_parts("tiers", "offload");
  merge_predictor();
  merge_refused();
}

void SwitchedStrategy::find_mechanisms() {
  const bool is_stated = baseline_states_blocks_ || strategy_states_blocks_;
  if (baseline_.kv.gpu_blocks == strategy_.kv.gpu_blocks) {
    // One of them states what the other one has: so has every combination.
    baseline_states_blocks_ = strategy_states_blocks_ = is_stated;
  }
  const Scenario before = without_defaults(baseline_), after = without_defaults(strategy_);
  for (const MechanismPart& part : mechanism_parts()) {
    if (part.name == kGpuBlocksPart && !is_stated) continue;
    if (!differs(before, after, part)) continue;
    mechanisms_.push_back(
        {.name = part.name, .change = mechanism_text(before, after, part), .parts = {part}});
  }
}

/// All mechanisms must be the strategy, and none the baseline: else what is left is nobody's.
void SwitchedStrategy::check_is_whole() const {
  const MechanismSet all = (MechanismSet{1} << mechanisms_.size()) - 1;
  const auto same = [](const Scenario& one, const Scenario& other) {
    return to_value(without_defaults(one)).json() == to_value(without_defaults(other)).json();
  };
  if (same(with(0), baseline_) && same(with(all), strategy_)) return;
  throw engine::Problem("explain", "the two scenarios differ in more than a strategy may set",
                        "what is left would belong to no mechanism",
                        "compare strategies of one study");
}

Scenario SwitchedStrategy::with(MechanismSet taken) const {
  Scenario scenario = baseline_;
  for (std::size_t i = 0; i < mechanisms_.size(); ++i) {
    if ((taken >> i & 1) == 0) continue;
    for (const MechanismPart& part : mechanisms_[i].parts) part.copy(strategy_, scenario);
  }
  const auto blocks = holder_of(kGpuBlocksPart);
  const bool has_own = blocks && (taken >> *blocks & 1) != 0;
  const bool is_stated = has_own ? strategy_states_blocks_ : baseline_states_blocks_;
  if (!is_stated) model_.size_kv_cache(scenario);
  return scenario;
}

std::optional<std::size_t> SwitchedStrategy::holder_of(const std::string& part) const {
  for (std::size_t i = 0; i < mechanisms_.size(); ++i) {
    const std::vector<MechanismPart>& parts = mechanisms_[i].parts;
    if (std::ranges::find(parts, part, &MechanismPart::name) != parts.end()) return i;
  }
  return std::nullopt;
}

/// Makes one mechanism of two.
void SwitchedStrategy::merge(std::size_t one, std::size_t other) {
  if (one > other) std::swap(one, other);
  Mechanism& kept = mechanisms_[one];
  const Mechanism& gone = mechanisms_[other];
  kept.name += "+" + gone.name;
  kept.change += "; " + gone.change;
  kept.parts.insert(kept.parts.end(), gone.parts.begin(), gone.parts.end());
  mechanisms_.erase(mechanisms_.begin() + static_cast<std::ptrdiff_t>(other));
}

void SwitchedStrategy::merge_parts(const std::string& a, const std::string& b) {
  const auto one = holder_of(a), other = holder_of(b);
  if (one && other && *one != *other) merge(*one, *other);
}

/// A predictor joins the only policy that changed with it and may read it.
void SwitchedStrategy::merge_predictor() {
  std::vector<std::string> readers;
  for (const char* part : {"scheduling", "reservation", "routing"}) {
    if (holder_of(part)) readers.emplace_back(part);
  }
  if (readers.size() == 1) merge_parts(readers.front(), "predictor");
}

bool SwitchedStrategy::is_refused(MechanismSet taken) const {
  try {
    engine::validate(with(taken));
    return false;
  } catch (const engine::Problem&) {
    return true;
  }
}

/// Merges what the engine refuses to see apart.
void SwitchedStrategy::merge_refused() {
  const auto first_refused = [this]() -> std::optional<MechanismSet> {
    for (const MechanismSet taken : ablation_design(mechanisms_.size())) {
      if (is_refused(taken)) return taken;
    }
    return std::nullopt;
  };
  while (const auto taken = first_refused()) {
    const auto present = static_cast<std::size_t>(std::countr_zero(*taken));
    const auto absent = static_cast<std::size_t>(std::countr_one(*taken));
    SERVESWEEP_EXPECT(present < mechanisms_.size() && absent < mechanisms_.size());
    merge(present, absent);
  }
}

std::vector<MechanismSet> ablation_design(std::size_t mechanisms) {
  const MechanismSet all = (MechanismSet{1} << mechanisms) - 1;
  std::vector<MechanismSet> design;
  if (mechanisms <= kFullFactorialMechanisms) {
    for (MechanismSet taken = 0; taken <= all; ++taken) design.push_back(taken);
    return design;
  }
  design = {0, all};
  for (std::size_t i = 0; i < mechanisms; ++i) {
    design.push_back(MechanismSet{1} << i);
    design.push_back(all & ~(MechanismSet{1} << i));
  }
  std::ranges::sort(design);
  return design;
}

}  // namespace servesweep::sweep
