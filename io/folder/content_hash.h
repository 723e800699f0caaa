#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace servesweep::io {

/// XXH3-64 as 16 hexadecimal digits.
[[nodiscard]] std::string content_hash(std::span<const std::byte> bytes);
/// The same of a file's bytes. Problem if it cannot be read.
[[nodiscard]] std::string content_hash(const std::filesystem::path& file);

}  // namespace servesweep::io
