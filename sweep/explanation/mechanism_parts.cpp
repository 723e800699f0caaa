#include "sweep/explanation/mechanism_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sweep/study/extension_points.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/profile_text.h"

namespace servesweep::sweep {
namespace {

using engine::PolicySpec;
using engine::Scenario;

template <auto field>
void copy_field(const Scenario& from, Scenario& to) {
  to.*field = from.*field;
}

void copy_profile(const Scenario& from, Scenario& to) {
  to.profile = from.profile;
  to.switches = from.switches;
}

/// "vllm-v1", or "{base:vllm-v1,async_scheduling:false}"
std::string profile_text(const Scenario& scenario) {
  std::string text = ProfileChoice{scenario.profile, scenario.switches}.to_value().json();
  std::erase(text, '"');
  return text;
}

void copy_tiers(const Scenario& from, Scenario& to) {
  to.kv.cpu_blocks = from.kv.cpu_blocks;
  to.kv.transfer_tokens_per_us = from.kv.transfer_tokens_per_us;
  to.kv.transfer_base_us = from.kv.transfer_base_us;
  to.kv.tiers = from.kv.tiers;
}

std::string tiers_text(const engine::KvSpec& kv) {
  std::string text = kv.cpu_blocks > 0 ? fmt::format("cpu_blocks {}", kv.cpu_blocks) : "";
  for (const engine::TierSpec& tier : kv.tiers) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", tier.name, tier.blocks);
  }
  return text.empty() ? "none" : text;
}

std::string predictor_text(const engine::PredictorSpec& predictor) {
  using Kind = engine::PredictorSpec::Kind;
  if (predictor.kind == Kind::none) return "none";
  return predictor.kind == Kind::oracle ? "oracle"
                                        : fmt::format("lognormal {}", predictor.log_error);
}

void drop_defaults(PolicySpec& spec, const std::vector<engine::PolicyInfo>& infos) {
  const auto info = std::ranges::find(infos, spec.policy, &engine::PolicyInfo::name);
  if (info == infos.end()) return;
  for (const engine::ParameterInfo& parameter : info->parameters) {
    const auto set = spec.parameters.find(parameter.name);
    if (set != spec.parameters.end() && set->second == parameter.fallback) {
      spec.parameters.erase(set);
    }
  }
}

const std::vector<engine::PolicyInfo>& scorer_infos() {
  const auto& points = extension_points();
  return std::ranges::find(points, "routing.scorers", &ExtensionPoint::name)->policies;
}

}  // namespace

const std::vector<MechanismPart>& mechanism_parts() {
  static const std::vector<MechanismPart> parts = {
      {"profile", copy_profile},
      {"admission", copy_field<&Scenario::admission>},
      {"signals",
       [](const Scenario& from, Scenario& to) {
         to.signal_refresh_us = from.signal_refresh_us;
         to.cache_event_delay_us = from.cache_event_delay_us;
       }},
      {"routing", copy_field<&Scenario::routing>},
      {"instances", copy_field<&Scenario::instances>},
      {"scheduling", copy_field<&Scenario::scheduling>},
      {"priority", copy_field<&Scenario::priority>},
      {"chunking", copy_field<&Scenario::chunking>},
      {"reservation", copy_field<&Scenario::reservation>},
      {"predictor", copy_field<&Scenario::predictor>},
      {"max_running",
       [](const Scenario& from, Scenario& to) { to.batch.max_running = from.batch.max_running; }},
      {"max_tokens_per_step",
       [](const Scenario& from, Scenario& to) {
         to.batch.max_tokens_per_step = from.batch.max_tokens_per_step;
       }},
      {"preemption", copy_field<&Scenario::preemption>},
      {"eviction", copy_field<&Scenario::eviction>},
      {kGpuBlocksPart,
       [](const Scenario& from, Scenario& to) { to.kv.gpu_blocks = from.kv.gpu_blocks; }},
      {"watermark",
       [](const Scenario& from, Scenario& to) { to.kv.watermark = from.kv.watermark; }},
      {"tiers", copy_tiers},
      {"offload", copy_field<&Scenario::offload>},
  };
  return parts;
}

std::string part_text(const Scenario& scenario, const std::string& part) {
  for (const ExtensionPoint& point : extension_points()) {
    if (point.name == part && point.field != nullptr) return (scenario.*point.field).policy;
  }
  if (part == "signals") {
    return fmt::format("refresh {} us, cache events {} us", scenario.signal_refresh_us,
                       scenario.cache_event_delay_us);
  }
  if (part == "profile") return profile_text(scenario);
  if (part == "instances") return fmt::format("{}", scenario.instances);
  if (part == kGpuBlocksPart) return fmt::format("{}", scenario.kv.gpu_blocks);
  if (part == "predictor") return predictor_text(scenario.predictor);
  if (part == "max_running") return fmt::format("{}", scenario.batch.max_running);
  if (part == "max_tokens_per_step") return fmt::format("{}", scenario.batch.max_tokens_per_step);
  if (part == "watermark") return fmt::format("{}", scenario.kv.watermark);
  return tiers_text(scenario.kv);
}

/// "prefix-affinity 3, queue-depth 2"
std::string scorers_text(const PolicySpec& spec) {
  std::string text;
  for (const PolicySpec& scorer : spec.scorers) {
    const auto weight = scorer.parameters.find("weight");
    text += (text.empty() ? "" : ", ") + scorer.policy;
    if (weight != scorer.parameters.end()) text += " " + text_of(weight->second);
  }
  return text.empty() ? "none" : text;
}

std::string settings_text(const Scenario& before, const Scenario& after, const std::string& part) {
  std::string text;
  for (const ExtensionPoint& point : extension_points()) {
    if (point.name != part || point.field == nullptr) continue;
    const auto &old = (before.*point.field).parameters, &now = (after.*point.field).parameters;
    std::set<std::string> names;
    for (const auto& [name, value] : old) names.insert(name);
    for (const auto& [name, value] : now) names.insert(name);
    const auto value_of = [](const auto& parameters, const std::string& name) {
      const auto found = parameters.find(name);
      return found == parameters.end() ? std::string("default") : text_of(found->second);
    };
    for (const std::string& name : names) {
      const std::string was = value_of(old, name), is = value_of(now, name);
      if (was == is) continue;
      text += fmt::format("{}{} {} -> {}", text.empty() ? "" : ", ", name, was, is);
    }
    const std::string was = scorers_text(before.*point.field),
                      is = scorers_text(after.*point.field);
    if (was != is) text += fmt::format("{}{} -> {}", text.empty() ? "" : "; ", was, is);
  }
  return text;
}

Scenario without_defaults(Scenario scenario) {
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field != nullptr) drop_defaults(scenario.*point.field, point.policies);
  }
  for (PolicySpec& scorer : scenario.routing.scorers) drop_defaults(scorer, scorer_infos());
  return scenario;
}

}  // namespace servesweep::sweep
