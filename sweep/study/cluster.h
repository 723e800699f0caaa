#pragma once

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// What a study says of the cluster beside the model: number of instances and latencies in front of
/// them, µs. `horizon_us` ends the simulation; without it a run ends when its last request does.
struct Cluster {
  /// {instances: n} and optionally admission_latency_us, routing_latency_us, signal_refresh_us (all
  /// 0 by default) and horizon_us.
  [[nodiscard]] static Cluster read(const io::Document& node);

  void apply_to(engine::Scenario& scenario) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::int32_t instances = 1;
  engine::TimeUs admission_latency_us = 0;
  engine::TimeUs routing_latency_us = 0;
  engine::TimeUs signal_refresh_us = 0;
  engine::TimeUs horizon_us = engine::kForever;
};

}  // namespace servesweep::sweep
