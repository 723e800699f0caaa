#include "tests/benchmark/heap_counter.h"

#include "sweep/run/memory_limit.h"

namespace servesweep::benchmark {

std::int64_t heap_allocations() {
  return sweep::MemoryLimit::allocations();
}

}  // namespace servesweep::benchmark
