#include "sweep/run/workload_cache.h"

#include <doctest/doctest.h>

#include <new>
#include <optional>

#include "sweep/run/memory_limit.h"
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

TEST_CASE("requests are charged to nobody, whether a run makes, finds or drops them") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  std::optional<WorkloadCache> cache(
      std::in_place,
      [&study](std::size_t index) -> const WorkloadFile& { return study.workloads()[index]; });
  const MemoryLimit count(0);
  auto made = cache->get(0, 42);
  CHECK(count.taken_bytes() == 0);
  auto found = cache->get(0, 42);
  CHECK(count.taken_bytes() == 0);
  cache.reset();
  made.reset();
  found.reset();
  CHECK(count.taken_bytes() >= -1000);  // the cache's own nodes went, not the requests
}

TEST_CASE("wherever memory runs out, the cache is as before and goes on") {
  const Study study = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  WorkloadCache cache(
      [&study](std::size_t index) -> const WorkloadFile& { return study.workloads()[index]; });
  const auto before = cache.get(0, 41);
  int refused = 0;
  for (std::size_t bytes = 16;; bytes += 16 + bytes / 32) {
    const MemoryLimit limit(bytes);
    try {
      (void)cache.get(0, 42);
      break;
    } catch (const std::bad_alloc&) {
      ++refused;
    }
  }
  CHECK(refused > 3);
  CHECK(cache.get(0, 42) == cache.get(0, 42));
  CHECK(cache.get(0, 41) == before);
}

}  // namespace servesweep::sweep::workload_cache_test
