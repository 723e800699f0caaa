#include "tests/benchmark/routing_bench.h"

#include <doctest/doctest.h>

namespace routing_bench_test {

using servesweep::benchmark::RoutingBench;

TEST_CASE("what is measured is a router that finds the whole prefix everywhere") {
  for (const char* scorer : {"prefix-affinity", "precise-prefix"}) {
    CAPTURE(scorer);
    RoutingBench bench(scorer, {.instances = 3, .prefix_blocks = 10, .extents = 4});
    // All instances are alike, so the first one wins each of the 32 decisions.
    CHECK(bench.decide(32) == 0);
    CHECK(bench.expected_tokens() == 160);
  }
}

}  // namespace routing_bench_test
