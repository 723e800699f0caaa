#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// What a study says of the cluster beside the model: number of instances, latencies in front of
/// them and staleness of what the gateway knows of them, µs, and what predicts output lengths.
/// `horizon_us` ends the simulation; without it a run ends when its last request does.
struct Cluster {
  /// {instances: n} and optionally admission_latency_us, routing_latency_us, signal_refresh_us,
  /// cache_event_delay_us (all 0 by default), horizon_us, and
  /// predictor: {kind: none | lognormal | oracle, log_error: 0.5, log_bias: 0}.
  [[nodiscard]] static Cluster read(const io::Document& node);

  void apply_to(engine::Scenario& scenario) const;
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::int32_t instances = 1;
  engine::TimeUs admission_latency_us = 0;
  engine::TimeUs routing_latency_us = 0;
  engine::TimeUs signal_refresh_us = 0;
  engine::TimeUs cache_event_delay_us = 0;
  engine::PredictorSpec predictor;
  engine::TimeUs horizon_us = engine::kForever;
};

/// The kinds of predictors by their word in a file.
[[nodiscard]] const std::vector<std::pair<std::string, engine::PredictorSpec::Kind>>&
predictor_kinds();

/// A predictor in the form that Cluster::read() reads.
[[nodiscard]] io::Value predictor_to_value(const engine::PredictorSpec& spec);

}  // namespace servesweep::sweep
