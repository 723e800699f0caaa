#include "sweep/study/cluster.h"

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kLargestCluster = 65'536;
constexpr std::int64_t kLongestTimeUs = 10LL * 366 * 86'400 * 1'000'000;  // ten years

engine::TimeUs time_or(const io::Document& node, const char* key, std::int64_t lowest,
                       engine::TimeUs fallback) {
  const auto time = node.find(key);
  return time ? time->integer(lowest, kLongestTimeUs) : fallback;
}

using PredictorKind = engine::PredictorSpec::Kind;

engine::PredictorSpec read_predictor(const io::Document& node) {
  engine::PredictorSpec spec;
  spec.kind = choose<PredictorKind>(node.at("kind"), predictor_kinds());
  if (spec.kind != PredictorKind::lognormal) {
    node.allow_only({"kind"});
    return spec;
  }
  node.allow_only({"kind", "log_error", "log_bias"});
  if (const auto error = node.find("log_error")) spec.log_error = error->real(0, 10);
  if (const auto bias = node.find("log_bias")) spec.log_bias = bias->real(-10, 10);
  return spec;
}

}  // namespace

const std::vector<std::pair<std::string, PredictorKind>>& predictor_kinds() {
  static const std::vector<std::pair<std::string, PredictorKind>> kinds = {
      {"none", PredictorKind::none},
      {"lognormal", PredictorKind::lognormal},
      {"oracle", PredictorKind::oracle}};
  return kinds;
}

io::Value predictor_to_value(const engine::PredictorSpec& spec) {
  io::Value value = io::Value::map();
  if (spec.kind == PredictorKind::none) return value.set("kind", io::Value::text("none"));
  if (spec.kind == PredictorKind::oracle) return value.set("kind", io::Value::text("oracle"));
  return value.set("kind", io::Value::text("lognormal"))
      .set("log_error", io::Value::number(spec.log_error))
      .set("log_bias", io::Value::number(spec.log_bias));
}

Cluster Cluster::read(const io::Document& node) {
  node.allow_only({"instances", "admission_latency_us", "routing_latency_us", "signal_refresh_us",
                   "cache_event_delay_us", "predictor", "horizon_us"});
  Cluster cluster;
  cluster.instances = static_cast<std::int32_t>(node.at("instances").integer(1, kLargestCluster));
  cluster.admission_latency_us = time_or(node, "admission_latency_us", 0, 0);
  cluster.routing_latency_us = time_or(node, "routing_latency_us", 0, 0);
  cluster.signal_refresh_us = time_or(node, "signal_refresh_us", 0, 0);
  cluster.cache_event_delay_us = time_or(node, "cache_event_delay_us", 0, 0);
  if (const auto predictor = node.find("predictor")) cluster.predictor = read_predictor(*predictor);
  cluster.horizon_us = time_or(node, "horizon_us", 1, engine::kForever);
  return cluster;
}

void Cluster::apply_to(engine::Scenario& scenario) const {
  scenario.instances = instances;
  scenario.admission_latency_us = admission_latency_us;
  scenario.routing_latency_us = routing_latency_us;
  scenario.signal_refresh_us = signal_refresh_us;
  scenario.cache_event_delay_us = cache_event_delay_us;
  scenario.predictor = predictor;
  scenario.horizon_us = horizon_us;
}

io::Value Cluster::to_value() const {
  io::Value value = io::Value::map();
  value.set("instances", io::Value::integer(instances));
  value.set("admission_latency_us", io::Value::integer(admission_latency_us));
  value.set("routing_latency_us", io::Value::integer(routing_latency_us));
  value.set("signal_refresh_us", io::Value::integer(signal_refresh_us));
  value.set("cache_event_delay_us", io::Value::integer(cache_event_delay_us));
  value.set("predictor", predictor_to_value(predictor));
  if (horizon_us != engine::kForever) value.set("horizon_us", io::Value::integer(horizon_us));
  return value;
}

}  // namespace servesweep::sweep
