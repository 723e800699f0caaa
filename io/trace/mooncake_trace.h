#pragma once

#include <cstdint>
#include <filesystem>

#include "engine/workload/workload.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

/// How a trace of hashed blocks is to be understood. The defaults are those of Mooncake's
/// conversation trace.
struct MooncakeOptions {
  std::int32_t block_tokens = 512;
  /// Arrivals that were recorded on a grid this wide (to 10 ms) are spread uniformly over the cell
  /// that begins there, seeded: all requests of a cell at one instant would be a burst that never
  /// was. 0: times as recorded.
  engine::TimeUs grid_us = 3'000'000;
};

/// The same lines with blocks of 16 tokens and exact times: a slice of ShareGPT conversations.
inline constexpr MooncakeOptions kShareGptOptions{.block_tokens = 16, .grid_us = 0};

/// Reads a trace in the format of Mooncake (Qin et al., FAST 2025): JSON lines, plain or gzip,
///
///   {"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47, 2353]}
///
/// timestamp in ms, lengths in tokens. Equal hash_ids mean that the prompts are equal up to and
/// including that block, so the leading ids that two requests have in common are what they share.
/// The last id may stand for a block that is only partly filled, or be left out. Outputs are
/// private: what a later turn repeats of them has other ids. There are no sessions.
///
/// Throws engine::Problem, naming file, line and field, at the first line that breaks a rule, for a
/// time that is not on the grid, and for a trace without requests.
[[nodiscard]] engine::Workload read_mooncake_trace(const std::filesystem::path& path,
                                                   const MooncakeOptions& mooncake,
                                                   const TraceOptions& options);

}  // namespace servesweep::io
