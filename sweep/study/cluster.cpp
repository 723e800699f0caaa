#include "sweep/study/cluster.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostInstances = 65'536;
constexpr std::int64_t kLongestTimeUs = 10LL * 366 * 86'400 * 1'000'000;  // ten years

engine::TimeUs time_or(const io::Document& node, const char* key, std::int64_t lowest,
                       engine::TimeUs fallback) {
  const auto time = node.find(key);
  return time ? time->integer(lowest, kLongestTimeUs) : fallback;
}

}  // namespace

Cluster Cluster::read(const io::Document& node) {
  node.allow_only({"instances", "admission_latency_us", "routing_latency_us", "signal_refresh_us",
                   "horizon_us"});
  Cluster cluster;
  cluster.instances = static_cast<std::int32_t>(node.at("instances").integer(1, kMostInstances));
  cluster.admission_latency_us = time_or(node, "admission_latency_us", 0, 0);
  cluster.routing_latency_us = time_or(node, "routing_latency_us", 0, 0);
  cluster.signal_refresh_us = time_or(node, "signal_refresh_us", 0, 0);
  cluster.horizon_us = time_or(node, "horizon_us", 1, engine::kForever);
  return cluster;
}

void Cluster::apply_to(engine::Scenario& scenario) const {
  scenario.instances = instances;
  scenario.admission_latency_us = admission_latency_us;
  scenario.routing_latency_us = routing_latency_us;
  scenario.signal_refresh_us = signal_refresh_us;
  scenario.horizon_us = horizon_us;
}

io::Value Cluster::to_value() const {
  io::Value value = io::Value::map();
  value.set("instances", io::Value::integer(instances));
  value.set("admission_latency_us", io::Value::integer(admission_latency_us));
  value.set("routing_latency_us", io::Value::integer(routing_latency_us));
  value.set("signal_refresh_us", io::Value::integer(signal_refresh_us));
  if (horizon_us != engine::kForever) value.set("horizon_us", io::Value::integer(horizon_us));
  return value;
}

}  // namespace servesweep::sweep
