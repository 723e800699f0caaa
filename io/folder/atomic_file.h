#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace servesweep::io {

/// Ending of a file that is being written. Such a file is never read.
inline constexpr std::string_view kPartialEnding = ".partial";

enum class Existing : std::uint8_t { replace, refuse };

/// Makes `path` hold exactly `bytes`, or leaves it as it was: writes PATH.partial, fsyncs it,
/// renames it, fsyncs the folder. After a return the file survives a power cut. Problem if it
/// cannot (disk full, no permission) or if `path` exists and must not be replaced; no partial file
/// is left behind then.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Existing existing = Existing::replace);

/// The whole file. Problem if it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace servesweep::io
