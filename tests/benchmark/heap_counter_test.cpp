#include "tests/benchmark/heap_counter.h"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

namespace heap_counter_test {

using servesweep::benchmark::heap_allocations;

namespace {

struct alignas(64) Line {
  char bytes[64] = {};
};

}  // namespace

TEST_CASE("every form of new counts once, and nothing else does") {
  const std::int64_t before = heap_allocations();
  const auto one = std::make_unique<int>(1);
  CHECK(heap_allocations() - before == 1);
  const auto many = std::make_unique<int[]>(100);
  CHECK(heap_allocations() - before == 2);
  const auto aligned = std::make_unique<Line>();
  CHECK(heap_allocations() - before == 3);
  std::vector<int> numbers;
  numbers.reserve(10);
  numbers.push_back(*one + many[3] + aligned->bytes[0]);
  CHECK(heap_allocations() - before == 4);
}

}  // namespace heap_counter_test
