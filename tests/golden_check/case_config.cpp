#include "tests/golden_check/case_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <utility>

#include "tests/golden_check/json_fields.h"

namespace servesweep::golden {
namespace {

using engine::PolicySpec;

using NamePair = std::pair<const char*, const char*>;  ///< their name, ours

/// Copies the numbers that are present; the policy's own defaults stand in for the others.
void copy_reals(const JsonFields& from, std::initializer_list<NamePair> names, PolicySpec& to) {
  for (const auto& [theirs, ours] : names) {
    if (from.has(theirs)) to.parameters[ours] = from.real(theirs);
  }
}

/// Our name for theirs; Problem if there is none.
std::string translate(const JsonFields& from, const char* key,
                      std::initializer_list<NamePair> names) {
  const std::string theirs = from.text(key);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const NamePair& pair) { return theirs == pair.first; });
  if (found == names.end()) throw from.problem(key, fmt::format("unknown policy '{}'", theirs));
  return found->second;
}

std::int32_t small_integer(const JsonFields& from, const char* key) {
  const std::int64_t value = from.integer(key);
  if (value < 0 || value > std::numeric_limits<std::int32_t>::max())
    throw from.problem(key, "out of range");
  return static_cast<std::int32_t>(value);
}

std::array<double, 3> triple(const JsonFields& from, const char* key) {
  const std::vector<double> values = from.reals(key);
  if (values.size() != 3) throw from.problem(key, "not three numbers");
  return {values[0], values[1], values[2]};
}

engine::RooflineSpec roofline(const JsonFields& from) {
  const JsonFields model = from.object("model"), hardware = from.object("hardware");
  return {.shape = {.hidden = small_integer(model, "hidden"),
                    .layers = small_integer(model, "layers"),
                    .heads = small_integer(model, "heads"),
                    .kv_heads = small_integer(model, "kv_heads"),
                    .ffn = small_integer(model, "ffn"),
                    .bytes_per_parameter = model.real("bytes_per_param")},
          .hardware = {.peak_tflops = hardware.real("tflops_peak"),
                       .bandwidth_tb_per_s = hardware.real("bw_tb_s")},
          .tensor_parallel = small_integer(from, "tp"),
          .form = engine::ReferenceRoofline{.bandwidth_efficiency = hardware.real("bw_eff"),
                                            .utilisation_prefill = hardware.real("mfu_prefill"),
                                            .utilisation_decode = hardware.real("mfu_decode"),
                                            .step_overhead_us = hardware.real("step_overhead_us"),
                                            .layer_overhead_us = hardware.real("layer_overhead_us"),
                                            .allreduce_us = hardware.real("allreduce_us")}};
}

engine::LatencySpec latency(const JsonFields& from) {
  const std::string kind = from.text("kind");
  if (kind == "roofline") {
    return {.alpha = triple(from, "alpha"), .beta = {}, .roofline = roofline(from)};
  }
  if (kind != "blackbox") {
    throw from.problem("kind", fmt::format("unsupported latency model '{}'", kind));
  }
  return {.alpha = triple(from, "alpha"), .beta = triple(from, "beta"), .roofline = {}};
}

engine::KvSpec kv(const JsonFields& from) {
  engine::KvSpec spec;
  spec.block_tokens = small_integer(from, "block_tokens");
  spec.gpu_blocks = small_integer(from, "gpu_blocks");
  spec.cpu_blocks = small_integer(from, "cpu_blocks");
  if (from.has("transfer_bandwidth")) spec.transfer_tokens_per_us = from.real("transfer_bandwidth");
  if (from.has("transfer_base_us")) spec.transfer_base_us = from.integer("transfer_base_us");
  return spec;
}

PolicySpec admission(const JsonFields& from) {
  PolicySpec spec;
  spec.policy = translate(from, "policy",
                          {{"always-admit", "always-admit"},
                           {"", "always-admit"},
                           {"reject-all", "reject-all"},
                           {"token-bucket", "token-bucket"},
                           {"slo-gated", "slo-gated"}});
  if (spec.policy == "token-bucket")
    copy_reals(from, {{"capacity", "capacity"}, {"refill_per_s", "refill_per_s"}}, spec);
  if (spec.policy == "slo-gated") copy_reals(from, {{"load_threshold", "load_threshold"}}, spec);
  return spec;
}

PolicySpec scorer(const JsonFields& from, const JsonFields& routing) {
  PolicySpec spec;
  spec.policy = translate(from, "name",
                          {{"prefix-affinity", "prefix-affinity"},
                           {"queue-depth", "queue-depth"},
                           {"kv-utilization", "kv-utilization"},
                           {"load-balance", "load-balance"},
                           {"slo-priority", "slo-priority"}});
  copy_reals(from, {{"weight", "weight"}}, spec);
  if (spec.policy == "prefix-affinity") {
    copy_reals(routing, {{"prefix_index_capacity_blocks", "capacity_blocks"}}, spec);
  }
  if (spec.policy == "slo-priority") {
    copy_reals(routing,
               {{"slo_scorer_bias_critical", "bias_critical"},
                {"slo_scorer_bias_sheddable", "bias_sheddable"}},
               spec);
  }
  return spec;
}

PolicySpec routing(const JsonFields& from) {
  PolicySpec spec;
  spec.policy = translate(from, "policy",
                          {{"round-robin", "round-robin"},
                           {"", "round-robin"},
                           {"least-loaded", "least-loaded"},
                           {"always-busiest", "always-busiest"},
                           {"prefix-affinity", "prefix-affinity"},
                           {"weighted", "weighted"}});
  if (spec.policy == "weighted" && from.has("scorers")) {
    for (const JsonFields& item : from.objects("scorers"))
      spec.scorers.push_back(scorer(item, from));
  }
  return spec;
}

PolicySpec scheduling(const JsonFields& root) {
  PolicySpec spec;
  spec.policy = translate(root, "scheduler",
                          {{"fcfs", "fcfs"},
                           {"", "fcfs"},
                           {"priority-fcfs", "priority-fcfs"},
                           {"sjf", "sjf"},
                           {"reverse-priority", "reverse-priority"}});
  return spec;
}

PolicySpec priority(const JsonFields& from) {
  PolicySpec spec;
  spec.policy = translate(from, "policy",
                          {{"constant", "constant"},
                           {"", "constant"},
                           {"slo-based", "age"},
                           {"inverted-slo", "inverted-age"},
                           {"slo-tiered", "slo-tiered"},
                           {"load-adaptive", "load-adaptive"}});
  if (spec.policy == "age" || spec.policy == "inverted-age") {
    // Our policies have the reference's constants built in.
    if (from.has("base") && from.real("base") != 0.0)
      throw from.problem("base", "unsupported value");
    if (from.has("age_weight") && from.real("age_weight") != 1e-6)
      throw from.problem("age_weight", "unsupported value");
  }
  if (spec.policy == "slo-tiered" || spec.policy == "load-adaptive") {
    copy_reals(from,
               {{"base_critical", "base_critical"},
                {"base_standard", "base_standard"},
                {"base_sheddable", "base_sheddable"},
                {"age_weight", "age_weight_per_us"},
                {"threshold_standard_us", "threshold_standard_us"},
                {"threshold_sheddable_us", "threshold_sheddable_us"}},
               spec);
  }
  if (spec.policy == "load-adaptive")
    copy_reals(from, {{"low_depth", "low_depth"}, {"high_depth", "high_depth"}}, spec);
  return spec;
}

PolicySpec chunking(const JsonFields& root) {
  const JsonFields batch = root.object("batch");
  PolicySpec spec;
  if (root.has("class_prefill") && root.object("class_prefill").boolean("enabled")) {
    spec.policy = "per-class";
    copy_reals(root.object("class_prefill"),
               {{"critical", "critical_tokens"}, {"sheddable", "sheddable_tokens"}}, spec);
    copy_reals(batch, {{"prefill_chunk", "standard_tokens"}}, spec);
  } else {
    spec.policy = "fixed";
    copy_reals(batch, {{"prefill_chunk", "tokens"}}, spec);
  }
  return spec;
}

}  // namespace

engine::Scenario read_case_config(const std::filesystem::path& path) {
  const JsonFields root = JsonFields::read(path);
  engine::Scenario scenario;
  scenario.follow(engine::Profile::reference);
  scenario.instances = small_integer(root, "instances");
  scenario.horizon_us = root.has("horizon_us") ? root.integer("horizon_us") : engine::kForever;
  scenario.latency = latency(root.object("latency"));
  scenario.kv = kv(root.object("kv"));
  scenario.batch.max_running = small_integer(root.object("batch"), "max_running");
  scenario.batch.max_tokens_per_step = small_integer(root.object("batch"), "max_tokens_per_step");
  scenario.admission = admission(root.object("admission"));
  scenario.routing = routing(root.object("routing"));
  scenario.scheduling = scheduling(root);
  scenario.priority = priority(root.object("priority"));
  scenario.chunking = chunking(root);
  copy_reals(root.object("kv"), {{"offload_threshold", "threshold"}}, scenario.offload);
  if (root.object("admission").has("latency_us"))
    scenario.admission_latency_us = root.object("admission").integer("latency_us");
  if (root.object("routing").has("latency_us"))
    scenario.routing_latency_us = root.object("routing").integer("latency_us");
  if (root.object("routing").has("snapshot_refresh_us")) {
    scenario.signal_refresh_us = root.object("routing").integer("snapshot_refresh_us");
  }
  return scenario;
}

}  // namespace servesweep::golden
