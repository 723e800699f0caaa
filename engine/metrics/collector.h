#pragma once

#include <optional>
#include <vector>

#include "engine/metrics/class_tally.h"
#include "engine/metrics/measuring_window.h"
#include "engine/metrics/priority_inversions.h"
#include "engine/metrics/record_sink.h"
#include "engine/metrics/summary.h"
#include "engine/metrics/system_occupancy.h"
#include "engine/metrics/token_gaps.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Figures that cost extra.
struct CollectorOptions {
  /// Otherwise Summary::priority_inversions has no value.
  bool priority_inversions = false;
  /// The priority policy is constant: there is nothing to invert.
  bool constant_priority = false;
  /// See MeasuringWindow::reset().
  std::optional<TimeUs> measure_from_us{};
  bool counts_first_tokens = true;
};

/// Receives every request's record once, in any order, passes it on, and turns all of them into the
/// exact distributions of the summary.
class Collector {
 public:
  /// A new run; the header must outlive it. `records`, if not null, gets every record on the way.
  void reset(const WorkloadHeader& header, RecordSink* records = nullptr,
             const CollectorOptions& options = {});

  void add(const RequestRecord& record);

  /// Of which requests the figures are.
  [[nodiscard]] const MeasuringWindow& window() const { return window_; }

  /// The pool of inter-token latencies, which instances fill; at the end it must hold those of
  /// completed requests of the window only.
  [[nodiscard]] TokenGaps& token_gaps() { return token_gaps_; }

  /// The summary of all records and of the instances' counters.
  [[nodiscard]] Summary summarise(std::vector<InstanceSummary> instances);

 private:
  void describe_classes(Summary& summary);
  void describe_everybody(Summary& summary);
  void add_load(Summary& summary) const;

  const WorkloadHeader* header_ = nullptr;
  CollectorOptions options_;
  RecordSink* records_ = nullptr;
  MeasuringWindow window_;
  std::vector<ClassTally> classes_;
  TokenGaps token_gaps_;
  LatencySample delay_;
  QueueWaits waits_;
  SystemOccupancy occupancy_;
  std::vector<CompletedRequest> completed_;  ///< only if inversions are to be counted
  std::vector<double> tenant_tokens_;
  std::int64_t rejected_ = 0, unrouted_ = 0, input_tokens_ = 0, cached_tokens_ = 0;

  LatencyDescriber describer_;
  std::vector<const LatencySample*> samples_;  ///< scratch
  std::vector<double> mean_ttft_;              ///< scratch
};

}  // namespace servesweep::engine
