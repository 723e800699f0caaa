#pragma once

#include "engine/metrics/latency_describer.h"
#include "engine/metrics/request_record.h"
#include "engine/metrics/summary.h"
#include "engine/workload/slo_class.h"

namespace servesweep::engine {

/// What became of the requests of one SLO class.
class ClassTally {
 public:
  void reset();
  void add(const RequestRecord& record, const SloClass& slo_class);

  [[nodiscard]] ClassSummary summarise(const SloClass& slo_class,
                                       LatencyDescriber& describer) const;

  [[nodiscard]] const LatencySample& ttft() const { return ttft_; }
  [[nodiscard]] const LatencySample& e2e() const { return e2e_; }
  [[nodiscard]] const LatencySample& tpot() const { return tpot_; }
  /// Sum of each breakdown part over completed requests, µs.
  [[nodiscard]] const LatencyBreakdown& breakdown() const { return breakdown_; }

 private:
  std::int64_t requests_ = 0, completed_ = 0, rejected_ = 0, dropped_ = 0, within_targets_ = 0;
  LatencySample ttft_, e2e_, tpot_;
  LatencyBreakdown breakdown_;
};

/// Adds each part to its sum.
void add_breakdown(LatencyBreakdown& sums, const LatencyBreakdown& parts);
/// Sums of parts as means over `count` requests.
[[nodiscard]] MeanBreakdown mean_breakdown(const LatencyBreakdown& sums, std::int64_t count);

}  // namespace servesweep::engine
