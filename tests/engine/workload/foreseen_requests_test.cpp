#include "engine/workload/foreseen_requests.h"

#include <doctest/doctest.h>

#include "engine/workload/workload_source.h"
#include "tests/engine/workload_builder.h"

namespace foreseen_requests_test {

using namespace servesweep::engine;

namespace {

WorkloadBuilder::Row asking(TimeUs arrival_us, std::int32_t chain) {
  return {.arrival_us = arrival_us, .input_tokens = 9, .content = {{ChainId(chain), 8}}};
}

}  // namespace

TEST_CASE("ForeseenRequests: knows the next arrival that asks for a chain") {
  const Workload workload =
      WorkloadBuilder().add(asking(100, 0)).add(asking(200, 1)).add(asking(300, 0)).build();
  WorkloadSource source;
  source.reset(workload);
  ForeseenRequests foreseen;
  foreseen.reset(source);
  CHECK(foreseen.next_use_us(ChainId(0)) == 100);
  CHECK(foreseen.next_use_us(ChainId(1)) == 200);
  CHECK(foreseen.next_use_us(ChainId(2)) == kForever);
  foreseen.complete(RequestId(0), 150);
  CHECK(foreseen.next_use_us(ChainId(0)) == 300);
  foreseen.leave(RequestId(2));
  foreseen.leave(RequestId(2));
  CHECK(foreseen.next_use_us(ChainId(0)) == kForever);
  CHECK(foreseen.next_batch().size() == 3);
  CHECK(foreseen.next_batch().empty());
}

TEST_CASE("ForeseenRequests: a follower comes its think time after the answer") {
  Workload workload = WorkloadBuilder().add(asking(100, 0)).add(asking(50, 0)).build();
  workload.closed_loop = true;
  workload.requests[1].follows = RequestId(0);
  WorkloadSource source;
  source.reset(workload);
  ForeseenRequests foreseen;
  foreseen.reset(source);
  CHECK(foreseen.next_use_us(ChainId(0)) == 100);
  foreseen.complete(RequestId(0), 1000);
  CHECK(foreseen.next_use_us(ChainId(0)) == 1050);
  CHECK(foreseen.take_follower(RequestId(0))->id == RequestId(1));
  CHECK_FALSE(foreseen.take_leftover().has_value());
  foreseen.complete(RequestId(1), 2000);
  CHECK(foreseen.next_use_us(ChainId(0)) == kForever);
  source.reset(workload);  // a new run
  foreseen.reset(source);
  CHECK(foreseen.next_use_us(ChainId(0)) == 100);
}

}  // namespace foreseen_requests_test
