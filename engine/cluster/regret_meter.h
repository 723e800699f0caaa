#pragma once

#include <cstdint>
#include <vector>

#include "engine/cluster/observers.h"
#include "engine/metrics/record_sink.h"
#include "engine/metrics/routing_regret.h"

namespace servesweep::engine {

/// Watches routing decisions and what became of the requests, and adds up the regret. 24 bytes per
/// routed request; total() takes time proportional to requests · instances.
class RegretMeter final : public DecisionObserver, public RecordSink {
 public:
  /// A new run. Both observers, if not null, get everything on the way and outlive the run.
  void reset(std::int32_t instances, DecisionObserver* decisions, RecordSink* records);

  void decision(const DecisionRow& row) override;
  void record(const RequestRecord& record) override;

  /// Of everything seen since reset().
  [[nodiscard]] RoutingRegret total();

 private:
  struct Decision {
    RequestId request;
    InstanceId instance;
    TimeUs clock_us = 0;
  };
  [[nodiscard]] double wait_sum_us();

  DecisionObserver* next_decisions_ = nullptr;
  RecordSink* next_records_ = nullptr;
  double regret_sum_ = 0, regret_largest_ = 0;
  std::vector<Decision> decisions_;      ///< in order
  std::vector<TimeUs> first_scheduled_;  ///< by request; kNever if it was not
  std::vector<TimeUs> queue_empty_us_;   ///< by instance; scratch of wait_sum_us()
};

}  // namespace servesweep::engine
