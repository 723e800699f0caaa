#pragma once

#include <span>
#include <vector>

#include "engine/metrics/request_record.h"
#include "engine/metrics/summary.h"
#include "engine/metrics/token_gaps.h"
#include "engine/workload/workload.h"

namespace servesweep::engine {

/// Receives every request's record once, in any order, and turns them into the request table and
/// the exact distributions of the summary.
class Collector {
 public:
  /// A new run; `table` is empty or has one row per request.
  void reset(const Workload& workload, std::span<RequestRecord> table);

  void add(const RequestRecord& record);

  /// Inter-token latencies, added step by step.
  [[nodiscard]] TokenGaps& token_gaps() { return token_gaps_; }

  /// The summary of all records and of the instances' counters.
  [[nodiscard]] Summary summarise(std::vector<InstanceSummary> instances);

 private:
  struct PerClass {
    std::int64_t requests = 0, completed = 0;
    std::vector<std::int64_t> ttft_us, e2e_us;
  };

  void describe_classes(Summary& summary);

  const Workload* workload_ = nullptr;
  std::span<RequestRecord> table_;
  std::vector<PerClass> classes_;
  std::vector<double> tenant_tokens_;
  std::vector<std::int64_t> delay_us_, all_;
  TokenGaps token_gaps_;
  std::int64_t rejected_ = 0, unrouted_ = 0;
};

}  // namespace servesweep::engine
