#include "sweep/study/scenario_text.h"

#include "sweep/study/cluster.h"
#include "sweep/study/parameter_value.h"
#include "sweep/study/profile_text.h"
#include "sweep/study/roofline_text.h"

namespace servesweep::sweep {
namespace {

io::Value coefficients(const std::array<double, 3>& values) {
  return io::Value::list(
      {io::Value::number(values[0]), io::Value::number(values[1]), io::Value::number(values[2])});
}

io::Value policy(const engine::PolicySpec& spec) {
  io::Value parameters = io::Value::map();
  for (const auto& [name, value] : spec.parameters) parameters.set(name, to_value(value));
  io::Value value = io::Value::map();
  value.set("policy", io::Value::text(spec.policy)).set("parameters", std::move(parameters));
  if (!spec.scorers.empty()) {
    io::Value scorers = io::Value::list();
    for (const engine::PolicySpec& scorer : spec.scorers) scorers.add(policy(scorer));
    value.set("scorers", std::move(scorers));
  }
  return value;
}

io::Value tier(const engine::TierSpec& spec) {
  io::Value value = io::Value::map();
  value.set("name", io::Value::text(spec.name))
      .set("blocks", io::Value::integer(spec.blocks))
      .set("tokens_per_us", io::Value::number(spec.tokens_per_us))
      .set("base_us", io::Value::integer(spec.base_us))
      .set("serial", io::Value::boolean(spec.serial));
  if (spec.eviction != engine::TierSpec().eviction) {
    value.set("eviction", io::Value::text(spec.eviction));
  }
  return value;
}

io::Value kv_cache(const engine::KvSpec& kv) {
  io::Value value = io::Value::map();
  value.set("block_tokens", io::Value::integer(kv.block_tokens))
      .set("gpu_blocks", io::Value::integer(kv.gpu_blocks))
      .set("cpu_blocks", io::Value::integer(kv.cpu_blocks))
      .set("transfer_tokens_per_us", io::Value::number(kv.transfer_tokens_per_us))
      .set("transfer_base_us", io::Value::integer(kv.transfer_base_us));
  if (kv.watermark > 0) value.set("watermark", io::Value::number(kv.watermark));
  if (!kv.tiers.empty()) {
    io::Value tiers = io::Value::list();
    for (const engine::TierSpec& spec : kv.tiers) tiers.add(tier(spec));
    value.set("tiers", std::move(tiers));
  }
  return value;
}

io::Value latency(const engine::LatencySpec& spec) {
  io::Value value = io::Value::map();
  value.set("alpha", coefficients(spec.alpha)).set("beta", coefficients(spec.beta));
  if (spec.roofline) value.set("roofline", to_value(*spec.roofline));
  return value;
}

}  // namespace

io::Value to_value(const engine::Scenario& scenario) {
  io::Value value = io::Value::map();
  value.set("profile", ProfileChoice{scenario.profile, scenario.switches}.to_value());
  value.set("instances", io::Value::integer(scenario.instances));
  value.set("latency", latency(scenario.latency));
  value.set("kv", kv_cache(scenario.kv));
  value.set("batch", io::Value::map()
                         .set("max_running", io::Value::integer(scenario.batch.max_running))
                         .set("max_tokens_per_step",
                              io::Value::integer(scenario.batch.max_tokens_per_step)));
  value.set("admission", policy(scenario.admission)).set("routing", policy(scenario.routing));
  value.set("scheduling", policy(scenario.scheduling)).set("priority", policy(scenario.priority));
  value.set("chunking", policy(scenario.chunking)).set("preemption", policy(scenario.preemption));
  if (scenario.reservation != engine::Scenario().reservation) {
    value.set("reservation", policy(scenario.reservation));  // else keys are as before it existed
  }
  value.set("eviction", policy(scenario.eviction)).set("offload", policy(scenario.offload));
  value.set("admission_latency_us", io::Value::integer(scenario.admission_latency_us));
  value.set("routing_latency_us", io::Value::integer(scenario.routing_latency_us));
  value.set("signal_refresh_us", io::Value::integer(scenario.signal_refresh_us));
  value.set("cache_event_delay_us", io::Value::integer(scenario.cache_event_delay_us));
  value.set("predictor", predictor_to_value(scenario.predictor));
  value.set("horizon_us", io::Value::integer(scenario.horizon_us));
  return value;
}

}  // namespace servesweep::sweep
