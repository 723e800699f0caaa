#include "sweep/run/workload_cache.h"

#include <doctest/doctest.h>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::workload_cache_test {

TEST_CASE("strategies share the requests of a seed") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  WorkloadCache cache(
      [&study](std::size_t index) -> const WorkloadFile& { return study.workloads()[index]; });
  const auto first = cache.get(0, 42);
  CHECK(cache.get(0, 42) == first);
  const auto other = cache.get(0, 43);
  CHECK(other != first);
  CHECK(other->requests.front().arrival_us != first->requests.front().arrival_us);
  CHECK(cache.get(0, 42) == first);
}

}  // namespace servesweep::sweep::workload_cache_test
