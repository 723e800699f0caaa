#pragma once

#include <string>
#include <vector>

#include "engine/workload/workload_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A workload file: a name and the fields of engine::WorkloadSpec under their own names; whatever
/// has a default there may be left out.
///
///   workload: orthogonal-burst       # letters, digits, - _ .
///   source: where it comes from      (optional)
///   requests_per_s: 2000
///   rate_profile: {shape: sine, period_us: 60000000, amplitude: 0.5}          (optional)
///   requests: 1000                   # and/or horizon_us; or stages, see read_rate()
///   classes: [{name: critical, tier: critical, ttft_target_us: 200000}]       (optional)
///   clients:
///     - id: chat
///       tenant: free
///       slo_class: standard
///       rate_fraction: 0.5
///       arrival: {process: gamma, cv: 2}                # poisson, gamma, weibull, constant
///       rate_profile: {shape: steps, steps: [{duration_us: 500000, level: 1}]}
///       input_tokens: {law: gaussian, mean: 256, std_dev: 100, min: 32, max: 2048}
///       media: {image: {count: {law: constant, value: 1}, tokens: {law: constant, value: 576}}}
///       output_tokens: {law: exponential, mean: 128}
///       prefix_group: system-prompt
///       prefix_tokens: 512
///       windows: [{start_us: 0, end_us: 1000000}]       # active times
///       session: {mode: closed, rounds: 5, think_time_us: 500000, accumulate_context: true}
///
/// Laws: constant {value}, uniform {min, max}, gaussian and lognormal {mean, std_dev, min, max},
/// exponential {mean}, geometric {mean}, pareto-lognormal {alpha, xm, mu, sigma, mix_weight},
/// empirical {probabilities: {tokens: weight}}.
struct WorkloadFile {
  /// Problem (file:line: field) for anything that is not as above or that the engine refuses.
  [[nodiscard]] static WorkloadFile read(const io::Document& document);

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;
  /// What fixes the requests, for run keys: everything but name and source.
  [[nodiscard]] io::Value identity() const;
  /// SLO classes: the declared ones, or else those that clients name, in order.
  [[nodiscard]] std::vector<std::string> classes() const;

  std::string name;
  std::string source;
  engine::WorkloadSpec spec;
};

}  // namespace servesweep::sweep
