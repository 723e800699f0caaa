#include "io/process/process_usage.h"

#include <doctest/doctest.h>
#include <sched.h>

namespace process_usage_test {

using namespace servesweep::io;

TEST_CASE("process usage: computing costs processor time, and memory is counted in bytes") {
  const ProcessUsage before = ProcessUsage::now();
  ProcessUsage now = before;
  volatile double sum = 0;
  while (now.processor_s < before.processor_s + 0.01) {
    for (int i = 0; i < 10'000; ++i) sum = sum + i;
    now = ProcessUsage::now();
  }
  CHECK(now.processor_s > before.processor_s);
  CHECK(now.peak_memory_bytes > 1'000'000);  // a C++ program with its libraries has a few MB
}

TEST_CASE("processor set: the affinity mask, as text and as a number") {
  cpu_set_t all;
  REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
  const ProcessorSet before = ProcessorSet::of_this_process();
  CHECK(before.usable == CPU_COUNT(&all));
  CHECK(before.online >= before.usable);

  int first = 0;
  while (!CPU_ISSET(first, &all)) ++first;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(first, &one);
  REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  const ProcessorSet narrow = ProcessorSet::of_this_process();
  REQUIRE(::sched_setaffinity(0, sizeof all, &all) == 0);
  CHECK(narrow.usable == 1);
  CHECK(narrow.list == std::to_string(first));
}

}  // namespace process_usage_test
