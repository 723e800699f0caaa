#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/workload/workload_spec.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/trace_source.h"

namespace servesweep::sweep {

/// A workload file: a name and the fields of engine::WorkloadSpec under their own names; whatever
/// has a default there may be left out.
///
///   workload: orthogonal-burst       # letters, digits, - _ .
///   source: where it comes from      (optional)
///   requests_per_s: 2000
///   rate_profile: {shape: sine, period_us: 60000000, amplitude: 0.5}          (optional)
///   requests: 1000                   # and/or horizon_us; or stages, see read_rate()
///   rate_scale: 2                    # the same requests twice as fast (optional)
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
/// or, in place of requests_per_s and clients, recorded requests:
///
///   trace: {format: mooncake, path: conversation.jsonl}     # see TraceSource
///   class_mix: {critical: 0.2, standard: 0.8}     # for traces that record no classes; drawn …
///   class_mix_per: request           # … for each request or session (optional)
///
/// Laws: constant {value}, uniform {min, max}, gaussian and lognormal {mean, std_dev, min, max},
/// exponential {mean}, geometric {mean}, pareto-lognormal {alpha, xm, mu, sigma, mix_weight},
/// empirical {probabilities: {tokens: weight}}.
struct WorkloadFile {
  /// Problem (file:line: field) for anything that is not as above or that the engine refuses, in a
  /// trace as well: it is read once, unless this is the text of a resolved study.
  [[nodiscard]] static WorkloadFile read(const io::Document& document);

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;
  /// What fixes the requests and which of them count, for run keys: everything but name and source.
  [[nodiscard]] io::Value identity() const;
  /// SLO classes: the declared ones, or else those that clients or the trace name, in order.
  [[nodiscard]] std::vector<std::string> classes() const;

  /// The same requests in the same order, `scale` times as fast: every arrival time of the clients'
  /// or the trace's divided by it, limits in time as well, think times untouched. The turns of an
  /// open-loop conversation keep their distance, so they stand elsewhere among the others, and a
  /// cap cuts off other ones. ServeGen's clients send more within the day instead.
  [[nodiscard]] WorkloadFile at_rate(double scale) const;

  std::string name;
  std::string source;
  engine::WorkloadSpec spec;  ///< with a trace: limits, classes and rate_scale only
  std::optional<TraceSource> trace;
  std::vector<double> class_weights;  ///< one per class, or none
  bool class_per_session = false;
  /// The study's measuring window (engine::Observers): no part of a workload file, but of what a
  /// run is.
  std::optional<engine::TimeUs> measure_from_us{};
};

}  // namespace servesweep::sweep
