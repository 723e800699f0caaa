#include "engine/workload/request_check.h"

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace servesweep::engine {

void RequestCheck::refuse(const Request& request) const {
  const bool follows = request.follows.valid();
  if (request.input_tokens < 1 || request.output_tokens < 0 ||
      request.arrival_us < (follows ? 0 : previous_us_)) {
    throw Problem(fmt::format("request {}", next_), "unusable request",
                  "prompts have at least 1 token, outputs at least 0, arrivals are sorted",
                  "mend the trace or the workload");
  }
  if (follows && !is_behind(request)) {
    throw Problem(fmt::format("request {}", next_), "follows a request that is not before it",
                  "nobody would ever send it", "mend the trace or the workload");
  }
  throw Problem(fmt::format("request {}", next_), "unusable request",
                fmt::format("prompts and outputs have at most {} tokens, arrivals are at most "
                            "{} µs",
                            kMostTokens, static_cast<double>(kLatestRequest_us)),
                "mend the trace or the workload");
}

}  // namespace servesweep::engine
