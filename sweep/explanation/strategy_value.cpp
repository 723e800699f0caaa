#include "sweep/explanation/strategy_value.h"

#include "sweep/study/cluster.h"
#include "sweep/study/extension_points.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/profile_text.h"

namespace servesweep::sweep {
namespace {

using engine::Scenario;
using io::Value;

/// `role`: "policy" or "scorer".
Value policy_value(const engine::PolicySpec& spec, const char* role) {
  Value value = Value::map();
  value.set(role, Value::text(spec.policy));
  for (const auto& [name, parameter] : spec.parameters) value.set(name, to_value(parameter));
  if (spec.scorers.empty()) return value;
  Value scorers = Value::list();
  for (const engine::PolicySpec& scorer : spec.scorers) scorers.add(policy_value(scorer, "scorer"));
  return value.set("scorers", std::move(scorers));
}

Value tier_value(const engine::TierSpec& tier) {
  Value value = Value::map();
  value.set("name", Value::text(tier.name)).set("blocks", Value::integer(tier.blocks));
  value.set("tokens_per_us", Value::number(tier.tokens_per_us));
  value.set("base_us", Value::integer(tier.base_us));
  value.set("sharing", Value::text(tier.serial ? "serial" : "fair"));
  return value.set("eviction", Value::text(tier.eviction));
}

Value kv_value(const engine::KvSpec& kv) {
  Value value = Value::map();
  value.set("cpu_blocks", Value::integer(kv.cpu_blocks));
  value.set("watermark", Value::number(kv.watermark));
  value.set("transfer_tokens_per_us", Value::number(kv.transfer_tokens_per_us));
  value.set("transfer_base_us", Value::integer(kv.transfer_base_us));
  if (kv.tiers.empty()) return value;
  Value tiers = Value::list();
  for (const engine::TierSpec& tier : kv.tiers) tiers.add(tier_value(tier));
  return value.set("tiers", std::move(tiers));
}

bool needs_oracle(const Scenario& scenario) {
  return scenario.predictor.kind == engine::PredictorSpec::Kind::oracle ||
         !clairvoyant_field(scenario, extension_points()).empty();
}

}  // namespace

Value strategy_value(const std::string& name, const Scenario& scenario) {
  Value value = Value::map();
  value.set("strategy", Value::text(name));
  if (needs_oracle(scenario)) value.set("kind", Value::text("bound"));
  Value policies = Value::map();
  for (const ExtensionPoint& point : extension_points()) {
    if (point.field == nullptr) continue;
    policies.set(point.name, policy_value(scenario.*point.field, "policy"));
  }
  value.set("policies", std::move(policies));
  value.set("limits",
            Value::map()
                .set("max_running", Value::integer(scenario.batch.max_running))
                .set("max_tokens_per_step", Value::integer(scenario.batch.max_tokens_per_step)));
  value.set("kv", kv_value(scenario.kv));
  value.set("cluster", Value::map()
                           .set("instances", Value::integer(scenario.instances))
                           .set("gpu_blocks", Value::integer(scenario.kv.gpu_blocks)));
  value.set("profile", ProfileChoice{scenario.profile, scenario.switches}.to_value());
  Value signals = Value::map();
  signals.set("signal_refresh_us", Value::integer(scenario.signal_refresh_us));
  signals.set("cache_event_delay_us", Value::integer(scenario.cache_event_delay_us));
  signals.set("predictor", predictor_to_value(scenario.predictor));
  return value.set("signals", std::move(signals));
}

}  // namespace servesweep::sweep
