#include "sweep/study/scenario_text.h"

#include "sweep/study/parameter_value.h"
#include "sweep/study/profile_text.h"

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
  return io::Value::map()
      .set("name", io::Value::text(spec.name))
      .set("blocks", io::Value::integer(spec.blocks))
      .set("tokens_per_us", io::Value::number(spec.tokens_per_us))
      .set("base_us", io::Value::integer(spec.base_us))
      .set("serial", io::Value::boolean(spec.serial));
}

io::Value kv_cache(const engine::KvSpec& kv) {
  io::Value value = io::Value::map();
  value.set("block_tokens", io::Value::integer(kv.block_tokens))
      .set("gpu_blocks", io::Value::integer(kv.gpu_blocks))
      .set("cpu_blocks", io::Value::integer(kv.cpu_blocks))
      .set("transfer_tokens_per_us", io::Value::number(kv.transfer_tokens_per_us))
      .set("transfer_base_us", io::Value::integer(kv.transfer_base_us));
  if (!kv.tiers.empty()) {
    io::Value tiers = io::Value::list();
    for (const engine::TierSpec& spec : kv.tiers) tiers.add(tier(spec));
    value.set("tiers", std::move(tiers));
  }
  return value;
}

io::Value roofline(const engine::RooflineSpec& spec) {
  return io::Value::map()
      .set("hidden", io::Value::integer(spec.hidden))
      .set("layers", io::Value::integer(spec.layers))
      .set("heads", io::Value::integer(spec.heads))
      .set("kv_heads", io::Value::integer(spec.kv_heads))
      .set("ffn", io::Value::integer(spec.ffn))
      .set("bytes_per_parameter", io::Value::number(spec.bytes_per_parameter))
      .set("tensor_parallel", io::Value::integer(spec.tensor_parallel))
      .set("peak_tflops", io::Value::number(spec.peak_tflops))
      .set("bandwidth_tb_per_s", io::Value::number(spec.bandwidth_tb_per_s))
      .set("bandwidth_efficiency", io::Value::number(spec.bandwidth_efficiency))
      .set("utilisation_prefill", io::Value::number(spec.utilisation_prefill))
      .set("utilisation_decode", io::Value::number(spec.utilisation_decode))
      .set("step_overhead_us", io::Value::number(spec.step_overhead_us))
      .set("layer_overhead_us", io::Value::number(spec.layer_overhead_us))
      .set("allreduce_us", io::Value::number(spec.allreduce_us));
}

io::Value predictor(const engine::PredictorSpec& spec) {
  io::Value value = io::Value::map();
  switch (spec.kind) {
    case engine::PredictorSpec::Kind::none:
      return value.set("kind", io::Value::text("none"));
    case engine::PredictorSpec::Kind::oracle:
      return value.set("kind", io::Value::text("oracle"));
    case engine::PredictorSpec::Kind::lognormal:
      break;
  }
  return value.set("kind", io::Value::text("lognormal"))
      .set("log_error", io::Value::number(spec.log_error))
      .set("log_bias", io::Value::number(spec.log_bias));
}

io::Value latency(const engine::LatencySpec& spec) {
  io::Value value = io::Value::map();
  value.set("alpha", coefficients(spec.alpha)).set("beta", coefficients(spec.beta));
  if (spec.roofline) value.set("roofline", roofline(*spec.roofline));
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
  value.set("eviction", policy(scenario.eviction)).set("offload", policy(scenario.offload));
  value.set("admission_latency_us", io::Value::integer(scenario.admission_latency_us));
  value.set("routing_latency_us", io::Value::integer(scenario.routing_latency_us));
  value.set("signal_refresh_us", io::Value::integer(scenario.signal_refresh_us));
  value.set("cache_event_delay_us", io::Value::integer(scenario.cache_event_delay_us));
  value.set("predictor", predictor(scenario.predictor));
  value.set("horizon_us", io::Value::integer(scenario.horizon_us));
  return value;
}

}  // namespace servesweep::sweep
