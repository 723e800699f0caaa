#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace servesweep::engine {

/// A completed request as far as priority inversions go.
struct CompletedRequest {
  InstanceId instance;
  SloClassId slo_class;
  TimeUs arrival_us = 0;
  RequestId request;
  TimeUs e2e_us = 0;
};

/// Number of pairs on the same instance and of the same class in which the request that arrived
/// first took more than twice as long as the later one (a count of the simulator BLIS; it says
/// nothing of how long the requests were). Equal arrivals go by request number. O(n log n);
/// reorders.
[[nodiscard]] std::int64_t priority_inversions(std::vector<CompletedRequest>& completed);

}  // namespace servesweep::engine
