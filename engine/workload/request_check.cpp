#include "engine/workload/request_check.h"

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace servesweep::engine {
namespace {

/// Bounds far beyond any use that keep every sum of tokens or µs within its integer type.
constexpr TimeUs kLatestRequest_us = 1'000'000'000'000'000;
constexpr std::int32_t kMostTokens = 1 << 29;

}  // namespace

void RequestCheck::check(const Request& request) {
  const bool follows = request.follows.valid();
  if (request.input_tokens < 1 || request.output_tokens < 0 ||
      request.arrival_us < (follows ? 0 : previous_us_)) {
    throw Problem(fmt::format("request {}", next_), "unusable request",
                  "prompts have at least 1 token, outputs at least 0, arrivals are sorted",
                  "mend the trace or the workload");
  }
  // Arrivals are in order, but for requests that follow others: theirs are think times.
  if (!follows) {
    previous_us_ = request.arrival_us;
  } else if (!closed_loop_ || request.follows.value() >= next_) {
    throw Problem(fmt::format("request {}", next_), "follows a request that is not before it",
                  "nobody would ever send it", "mend the trace or the workload");
  }
  if (request.input_tokens > kMostTokens || request.output_tokens > kMostTokens ||
      request.arrival_us > kLatestRequest_us) {
    throw Problem(fmt::format("request {}", next_), "unusable request",
                  fmt::format("prompts and outputs have at most {} tokens, arrivals are at most "
                              "{} µs",
                              kMostTokens, static_cast<double>(kLatestRequest_us)),
                  "mend the trace or the workload");
  }
  ++next_;
}

}  // namespace servesweep::engine
