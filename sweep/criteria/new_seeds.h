#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// `count` seeds from `first` on, in rising order, without those of `taken`.
[[nodiscard]] std::vector<std::uint64_t> seeds_beside(std::span<const std::uint64_t> taken,
                                                      std::uint64_t first, std::size_t count);

/// Those of `wanted` that bring requests of their own: other ones than each of `taken` and each
/// before it. Of clients who draw their requests that is all of them; a recorded trace may give
/// many seeds the same requests, and running these again would look like more evidence than it is.
[[nodiscard]] std::vector<std::uint64_t> new_seeds(const WorkloadFile& workload,
                                                   std::span<const std::uint64_t> taken,
                                                   std::span<const std::uint64_t> wanted);

}  // namespace servesweep::sweep
