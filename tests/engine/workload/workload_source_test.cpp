#include "engine/workload/workload_source.h"

#include <doctest/doctest.h>

#include "tests/engine/workload/problem_of.h"
#include "tests/engine/workload_builder.h"

namespace workload_source_test {

using namespace servesweep::engine;

namespace {

/// Request 2 follows 0, and 3 follows 2.
Workload two_turns_later() {
  Workload workload =
      WorkloadBuilder().add({1, 10, 1}).add({2, 11, 1}).add({5, 12, 1}).add({6, 13, 1}).build();
  workload.requests[2].follows = RequestId(0);
  workload.requests[3].follows = RequestId(2);
  workload.closed_loop = true;
  return workload;
}

}  // namespace

TEST_CASE("WorkloadSource: is one batch, and starts again with the next run") {
  const Workload workload = WorkloadBuilder().add({1, 10, 1}).add({2, 11, 1}).build();
  WorkloadSource source;
  for (int run = 0; run < 2; ++run) {
    source.reset(workload);
    CHECK(&source.header() == &workload);
    CHECK(source.next_batch().data() == workload.requests.data());
    CHECK(source.next_batch().empty());
    CHECK_FALSE(source.take_leftover().has_value());
  }
}

TEST_CASE("WorkloadSource: gives out each follower once, the leftovers at last") {
  const Workload workload = two_turns_later();
  WorkloadSource source;
  for (int run = 0; run < 2; ++run) {
    source.reset(workload);
    CHECK_FALSE(source.take_follower(RequestId(1)).has_value());
    const auto taken = source.take_follower(RequestId(0));
    REQUIRE(taken.has_value());
    CHECK(taken->id == RequestId(2));
    CHECK(taken->request.input_tokens == 12);
    CHECK_FALSE(source.take_follower(RequestId(0)).has_value());
    const auto leftover = source.take_leftover();
    REQUIRE(leftover.has_value());
    CHECK(leftover->id == RequestId(3));
    CHECK_FALSE(source.take_leftover().has_value());
  }
}

TEST_CASE("WorkloadSource: refuses an unusable request before the run") {
  Workload workload = two_turns_later();
  workload.requests[3].input_tokens = 0;
  WorkloadSource source;
  CHECK(problem_of([&] { source.reset(workload); }).starts_with("request 3: unusable"));
}

}  // namespace workload_source_test
