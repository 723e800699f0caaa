#pragma once

#include "engine/workload/request.h"

namespace servesweep::engine {

/// Makes sure, request by request, that a run can be simulated: lengths within 2^29 tokens, times
/// within 10^15 µs, arrivals in order, followers behind the request they follow.
class RequestCheck {
 public:
  explicit RequestCheck(bool closed_loop = false) : closed_loop_(closed_loop) {}

  /// The next request. Throws Problem (where = "request 17") if it is unusable.
  void check(const Request& request);

 private:
  bool closed_loop_;
  std::int32_t next_ = 0;  ///< id of the next request
  TimeUs previous_us_ = 0;
};

}  // namespace servesweep::engine
