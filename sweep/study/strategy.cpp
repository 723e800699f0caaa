#include "sweep/study/strategy.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/simulate.h"
#include "sweep/study/extension_points.h"
#include "sweep/study/field_path.h"
#include "sweep/study/number_fields.h"
#include "sweep/study/parameter_value.h"

namespace servesweep::sweep {
namespace {

using engine::Scenario;

/// The keys of `policies`, which are fields of a scenario.
std::vector<std::string> policy_keys() {
  std::vector<std::string> keys;
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field != nullptr) keys.push_back(point.name);
  }
  return keys;
}

std::vector<std::string> field_keys(const std::vector<NumberField>& fields) {
  std::vector<std::string> keys;
  keys.reserve(fields.size());
  for (const NumberField& field : fields) keys.push_back(field.key);
  return keys;
}

}  // namespace

StrategyTemplate StrategyTemplate::read_file(const std::filesystem::path& path) {
  return read(io::Document::read_file(path));
}

StrategyTemplate StrategyTemplate::read(const io::Document& document) {
  document.allow_only({"strategy", "claim", "source", "kind", "opportunities", "hook", "policies",
                       "limits", "kv", "cluster", "profile", "signals", "parameters",
                       "constraints"});
  StrategyTemplate strategy(document);
  strategy.facts_ = StrategyFacts::read(document);
  strategy.read_space();

  std::set<std::string> used;
  const io::Document policies = document.at("policies");
  policies.allow_only(policy_keys());
  for (const auto& [extension_point, node] : policies.entries()) {
    strategy.policies_.emplace_back(extension_point,
                                    PolicyTemplate::read(node, "policy", strategy.space_, used));
  }
  strategy.read_settings(used);
  if (const auto signals = document.find("signals")) {
    strategy.signals_ = SignalsTemplate::read(*signals, strategy.space_, used);
  }
  if (const auto profile = document.find("profile")) {
    strategy.profile_ = ProfileChoice::read(*profile);
  }
  strategy.check_every_parameter_is_used(used);
  return strategy;
}

void StrategyTemplate::read_space() {
  const auto parameters = document_.find("parameters"), constraints = document_.find("constraints");
  if (parameters) space_ = ParameterSpace::read(*parameters, constraints);
  if (!parameters && constraints) {
    throw constraints->problem("has nothing to constrain", "the strategy has no parameters",
                               "declare some under parameters or remove it");
  }
}

void StrategyTemplate::read_settings(std::set<std::string>& used) {
  const auto read_group = [&](const std::string& key, const std::vector<NumberField>& fields,
                              Settings& settings) {
    const auto node = document_.find(key);
    if (!node) return;
    std::vector<std::string> keys = field_keys(fields);
    if (key == "kv") keys.emplace_back("tiers");
    node->allow_only(keys);
    for (const auto& [name, value] : node->entries()) {
      if (name == "tiers") {
        for (const io::Document& tier : value.items()) {
          tiers_.push_back(TierTemplate::read(tier, space_, used));
        }
      } else {
        settings.emplace_back(name, TemplateValue::read(value, space_, used));
      }
    }
  };
  read_group("limits", limit_fields(), limits_);
  read_group("kv", kv_fields(), kv_);
  read_group("cluster", cluster_fields(), cluster_);
}

bool StrategyTemplate::fixes_gpu_blocks() const {
  return std::ranges::any_of(cluster_, [](const auto& set) { return set.first == "gpu_blocks"; });
}

void StrategyTemplate::check_every_parameter_is_used(const std::set<std::string>& used) const {
  for (const auto& [key, names] : space_.declarations()) {
    for (const std::string& name : names) {
      if (used.contains(name)) continue;
      throw document_.at("parameters")
          .at(key)
          .problem(name == key ? "is never used" : fmt::format("{} is never used", name),
                   fmt::format("no scalar of the strategy is ${}", name), "use it or remove it");
    }
  }
}

engine::Scenario StrategyTemplate::instantiate(const engine::Scenario& base,
                                               const Point& point) const {
  Scenario scenario = base;
  if (profile_) {
    scenario.profile = profile_->profile;
    scenario.switches = profile_->switches;
  }
  for (const auto& [name, policy] : policies_) {
    for (const ExtensionPoint& one : extension_points()) {
      if (one.name == name) scenario.*one.field = policy.at(point);
    }
  }
  apply_numbers(scenario, point);
  try {
    for (const TierTemplate& tier : tiers_) scenario.kv.tiers.push_back(tier.at(point));
    signals_.apply_to(scenario, point);
  } catch (const engine::Problem& problem) {
    throw located(problem, point);
  }
  return scenario;
}

void StrategyTemplate::apply_numbers(engine::Scenario& scenario, const Point& point) const {
  const auto apply = [&](const std::string& group, const std::vector<NumberField>& fields,
                         const Settings& settings) {
    for (const auto& [name, setting] : settings) {
      for (const NumberField& field : fields) {
        if (field.key != name) continue;
        const engine::ParameterValue value = setting.at(point);
        if (!is_int32(value) && (field.is_whole || !std::holds_alternative<double>(value))) {
          throw located(
              {fmt::format("{}.{}", group, name), text_of(value) + " is not a legal value", "",
               field.is_whole ? "give a whole number" : "give a number"},
              point);
        }
        field.set(scenario, std::get<double>(value));
      }
    }
  };
  apply("batch", limit_fields(), limits_);
  apply("kv", kv_fields(), kv_);
  apply("cluster", cluster_fields(), cluster_);
}

engine::Scenario StrategyTemplate::scenario_at(const engine::Scenario& base,
                                               const Point& point) const {
  Scenario scenario = instantiate(base, point);
  try {
    engine::validate(scenario);
    check_bound(scenario);
  } catch (const engine::Problem& problem) {
    throw located(problem, point);
  }
  return scenario;
}

void StrategyTemplate::check_bound(const engine::Scenario& scenario) const {
  if (facts_.kind == StrategyKind::bound) return;
  // The study's own oracle is its author's choice for everybody; this one would be an advantage.
  const bool oracle =
      signals_.has_predictor() && scenario.predictor.kind == engine::PredictorSpec::Kind::oracle;
  const std::string field =
      oracle ? "predictor.kind" : clairvoyant_field(scenario, extension_points());
  if (field.empty()) return;
  throw engine::Problem(field, "reads what no real system knows", "",
                        oracle ? "use {kind: lognormal, log_error: 0.5}, or set kind: bound"
                               : "use another policy, or set kind: bound");
}

std::vector<std::string> StrategyTemplate::keys_of_field(std::vector<std::string> path) const {
  using Keys = std::vector<std::string>;
  if (path == Keys{"kv", "gpu_blocks"} && fixes_gpu_blocks()) return {"cluster", "gpu_blocks"};
  const std::string& first = path[0];
  if (first == "batch") {
    path[0] = "limits";
  } else if (first == "instances") {
    path.insert(path.begin(), "cluster");
  } else if (first == "signal_refresh_us" || first == "cache_event_delay_us" ||
             first == "predictor") {
    path.insert(path.begin(), "signals");
  } else if (first != "kv" && first != "cluster" && first != "profile") {
    path.insert(path.begin(), "policies");
  }
  return path;
}

engine::Problem StrategyTemplate::located(const engine::Problem& problem,
                                          const Point& point) const {
  const std::vector<std::string> path = field_path(problem.where());
  if (path.empty()) return problem;
  const Located found = deepest_node(document_, keys_of_field(path), [&](const io::Document& node) {
    return PolicyTemplate::chosen(node, point);
  });
  // Two steps down is the setting itself or its policy; less means that this file does not set it.
  if (found.depth < 2) return problem;
  std::string why = problem.why();
  const bool is_about_value = !problem.problem().starts_with("unknown");
  if (is_about_value && found.node.is_scalar() && found.node.text().starts_with("$")) {
    const std::string name = found.node.text().substr(1);
    why += fmt::format("{}at {} = {}", why.empty() ? "" : ", ", name, text_of(point.at(name)));
  }
  return {found.node.where(), problem.problem(), why, problem.remedy()};
}

io::Value StrategyTemplate::to_value() const {
  io::Value value = io::Value::map();
  facts_.add_to(value);
  const auto group = [](const auto& entries) {
    io::Value map = io::Value::map();
    for (const auto& [name, entry] : entries) map.set(name, entry.to_value());
    return map;
  };
  value.set("policies", group(policies_));
  if (!limits_.empty()) value.set("limits", group(limits_));
  if (!kv_.empty() || !tiers_.empty()) {
    io::Value kv = group(kv_);
    io::Value tiers = io::Value::list();
    for (const TierTemplate& tier : tiers_) tiers.add(tier.to_value());
    if (!tiers_.empty()) kv.set("tiers", std::move(tiers));
    value.set("kv", std::move(kv));
  }
  if (!cluster_.empty()) value.set("cluster", group(cluster_));
  if (profile_) value.set("profile", profile_->to_value());
  if (!signals_.empty()) value.set("signals", signals_.to_value());
  if (!space_.empty()) value.set("parameters", space_.to_value());
  if (!space_.constraints().empty()) value.set("constraints", space_.constraints_to_value());
  return value;
}

}  // namespace servesweep::sweep
