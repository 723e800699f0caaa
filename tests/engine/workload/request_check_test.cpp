#include "engine/workload/request_check.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/problem_of.h"

namespace request_check_test {

using namespace servesweep::engine;

namespace {

Request at(TimeUs arrival_us, std::int32_t follows = -1) {
  Request request;
  request.arrival_us = arrival_us;
  request.input_tokens = request.output_tokens = 1;
  request.follows = RequestId(follows);
  return request;
}

/// What is said of a request behind one that arrives at 10 µs.
std::string second(const Request& request, bool closed_loop = true) {
  RequestCheck check(closed_loop);
  check.check(at(10));
  return problem_of([&] { check.check(request); });
}

}  // namespace

TEST_CASE("RequestCheck: arrivals are sorted, think times are not") {
  CHECK(second(at(10)) == "");
  CHECK(second(at(9)).starts_with("request 1: unusable request"));
  CHECK(second(at(0, 0)) == "");
  CHECK(second(at(-1, 0)).starts_with("request 1: unusable request"));
  CHECK(second(at(1'000'000'000'000'000)) == "");
  CHECK(second(at(1'000'000'000'000'001)).starts_with("request 1: unusable request"));
}

TEST_CASE("RequestCheck: followers come behind, and in a closed loop only") {
  CHECK(second(at(0, 1)).starts_with("request 1: follows"));
  CHECK(second(at(0, 0), false).starts_with("request 1: follows"));
}

TEST_CASE("RequestCheck: prompts have 1 … 2^29 tokens, outputs 0 … 2^29") {
  Request request = at(10);
  request.input_tokens = request.output_tokens = 1 << 29;
  CHECK(second(request) == "");
  request.input_tokens = (1 << 29) + 1;
  CHECK(second(request) ==
        "request 1: unusable request (prompts and outputs have at most 536870912 tokens, arrivals "
        "are at most 1000000000000000 µs); mend the trace or the workload");
  request.input_tokens = 0;
  CHECK(second(request).starts_with("request 1: unusable request"));
  request = at(10);
  request.output_tokens = 0;
  CHECK(second(request) == "");
  request.output_tokens = -1;
  CHECK(second(request).starts_with("request 1: unusable request"));
  request.output_tokens = (1 << 29) + 1;
  CHECK(second(request).starts_with("request 1: unusable request"));
}

}  // namespace request_check_test
