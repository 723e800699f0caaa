#pragma once

#include <cstdint>

namespace servesweep::benchmark {

/// How often this process has taken memory by operator new, on any thread: the benchmarks replace
/// it by one that counts.
[[nodiscard]] std::int64_t heap_allocations();

}  // namespace servesweep::benchmark
