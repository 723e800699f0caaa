#include "tests/benchmark/streamed_run.h"

#include <doctest/doctest.h>

#include "tests/benchmark/shipped.h"

namespace streamed_run_test {

using namespace servesweep;

TEST_CASE("a streamed run completes every request") {
  const sweep::Study study = benchmark::shipped_study("quickstart");
  const benchmark::StreamedLoad load{benchmark::first_scenario(study, 0),
                                     study.workloads().front().spec};
  const auto cost = benchmark::streamed_run({.requests = 3000, .instances = 2}, load);
  CHECK(cost.completed == 3000);
  CHECK(cost.peak_mb > 1);
}

}  // namespace streamed_run_test
