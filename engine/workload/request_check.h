#pragma once

#include "engine/workload/request.h"

namespace servesweep::engine {

/// Makes sure, request by request, that a run can be simulated: lengths within 2^29 tokens, times
/// within 10^15 µs, arrivals in order, followers behind the request they follow.
class RequestCheck {
 public:
  explicit RequestCheck(bool closed_loop = false) : closed_loop_(closed_loop) {}

  /// The next request. Throws Problem (where = "request 17") if it is unusable.
  void check(const Request& request) {
    const bool follows = request.follows.valid();
    if (!is_usable(request, follows)) refuse(request);
    if (!follows) previous_us_ = request.arrival_us;
    ++next_;
  }

 private:
  /// Bounds far beyond any use that keep every sum of tokens or µs within its integer type.
  static constexpr TimeUs kLatestRequest_us = 1'000'000'000'000'000;
  static constexpr std::int32_t kMostTokens = 1 << 29;

  /// Arrivals are in order, but for requests that follow others: theirs are think times.
  [[nodiscard]] bool is_usable(const Request& request, bool follows) const {
    return request.input_tokens >= 1 && request.input_tokens <= kMostTokens &&
           request.output_tokens >= 0 && request.output_tokens <= kMostTokens &&
           request.arrival_us >= (follows ? 0 : previous_us_) &&
           request.arrival_us <= kLatestRequest_us && (!follows || is_behind(request));
  }
  [[nodiscard]] bool is_behind(const Request& follower) const {
    return closed_loop_ && follower.follows.value() < next_;
  }
  [[noreturn]] void refuse(const Request& request) const;

  bool closed_loop_;
  std::int32_t next_ = 0;  ///< id of the next request
  TimeUs previous_us_ = 0;
};

}  // namespace servesweep::engine
