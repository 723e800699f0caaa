#pragma once

#include <filesystem>

namespace servesweep::sweep {

/// The file itself, through symbolic links, if a verb may write there: its folder exists and is no
/// result folder, and nothing is there but at most a regular file. Problem otherwise.
[[nodiscard]] std::filesystem::path writable_place(const std::filesystem::path& file);

}  // namespace servesweep::sweep
