#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// What a live file says, or why it is not believed. A file is never the program's own word:
/// anybody may have written it, so its texts are fit to be shown and its figures are possible ones
/// (read_live_text()).
struct LiveReading {
  std::optional<LiveStanding> standing;
  std::string problem{};  ///< why there is none, although there is a file

  /// A standing that was written in the future, as clocks of machines differ, is as old as the file
  /// is. Neither standing nor problem: no such file.
  [[nodiscard]] static LiveReading of(const std::filesystem::path& file,
                                      std::chrono::system_clock::time_point now);
};

/// The shards of a folder, as they can be known without reading them.
struct ShardEvidence {
  std::size_t shards = 0;
  std::uint64_t bytes = 0;
  std::size_t runs = 0;  ///< in them, as journals tell; runs that are there twice count twice
};

/// In what a standing claims more than the shards hold, looked at after it was written; empty if in
/// nothing. Shards that were taken away have the same effect.
[[nodiscard]] std::string contradiction(const LiveStanding& standing, const ShardEvidence& shards);

}  // namespace servesweep::sweep
