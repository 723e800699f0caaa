#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/metrics/record_sink.h"
#include "engine/metrics/step_observer.h"
#include "sweep/report/thinned_counts.h"
#include "sweep/report/thinned_curve.h"

namespace servesweep::sweep {

/// What is drawn of an instance over time, as each of its steps shows it.
enum class InstanceSignal : std::uint8_t {
  waiting,      ///< requests in its queue once the step is formed
  running,      ///< requests in its batch; 0 between steps that do not follow at once
  tokens,       ///< prefill and decode tokens of the step; 0 likewise
  step_length,  ///< ms
  kv_blocks,    ///< GPU blocks in use at the end of the step
  preemptions,  ///< since the start of the run
  stored,       ///< KV blocks copied to lower tiers, likewise
  loaded        ///< KV blocks brought back from them, likewise
};
inline constexpr std::size_t kInstanceSignals = 8;

/// Watches one run and keeps its course in bounded memory, whatever its length: curves of every
/// instance without losing an extreme, arrivals and completions of the cluster by stretch of time.
class TimelineRecorder final : public engine::StepObserver, public engine::RecordSink {
 public:
  /// `bins`: stretches of time that a curve has at most.
  TimelineRecorder(std::size_t instances, std::size_t bins);

  void step(const engine::StepRow& row) override;
  void record(const engine::RequestRecord& record) override;
  /// The run is over: what ran last runs no more.
  void close();

  [[nodiscard]] std::size_t instances() const { return instances_.size(); }
  [[nodiscard]] const ThinnedCurve& curve(std::size_t instance, InstanceSignal signal) const {
    return instances_[instance].curves[static_cast<std::size_t>(signal)];
  }
  /// Whether a signal was ever above 0.
  [[nodiscard]] bool has(InstanceSignal signal) const;
  /// Those with the longest queues at any time, of equal ones the first; in their order.
  [[nodiscard]] std::vector<std::size_t> busiest(std::size_t most) const;

  [[nodiscard]] const ThinnedCounts& arrivals() const { return arrivals_; }
  [[nodiscard]] const ThinnedCounts& completions() const { return completions_; }

 private:
  struct Instance {
    std::vector<ThinnedCurve> curves;  ///< by InstanceSignal
    engine::TimeUs end_us = -1;        ///< of the last step
  };
  void add(Instance& instance, InstanceSignal signal, engine::TimeUs time_us, double value) {
    instance.curves[static_cast<std::size_t>(signal)].add(time_us, value);
  }

  void stop(Instance& instance);

  std::vector<Instance> instances_;
  ThinnedCounts arrivals_, completions_;
};

}  // namespace servesweep::sweep
