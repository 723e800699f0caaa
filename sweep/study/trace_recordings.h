#pragma once

#include <filesystem>
#include <vector>

namespace servesweep::sweep {

/// The files that a trace's path names: itself, or those of a folder in order of their names (the
/// hidden ones left out). Recordings of the same system on several days, say, are replications as
/// seeds are of a generator: seed s has recording number s mod their count. Problem if a folder has
/// no file or cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> trace_recordings(
    const std::filesystem::path& path);

}  // namespace servesweep::sweep
