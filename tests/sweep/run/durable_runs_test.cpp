#include "sweep/run/durable_runs.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::durable_runs_test {

TEST_CASE("durable runs: those of the shards that were written, whatever was lost between them") {
  io::CommittedShard first, third;
  first.plan_indices = {4, 2};
  third.plan_indices = {9};
  CHECK(durable_runs({first, third}) == std::vector{RunId(4), RunId(2), RunId(9)});
  CHECK(durable_runs({}).empty());
}

}  // namespace servesweep::sweep::durable_runs_test
