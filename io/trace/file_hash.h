#pragma once

#include <filesystem>
#include <string>

namespace servesweep::io {

/// Identity of a file's bytes: 128-bit XXH3 in 32 lower-case hex digits. Problem if it cannot be
/// read.
[[nodiscard]] std::string file_hash(const std::filesystem::path& path);

}  // namespace servesweep::io
