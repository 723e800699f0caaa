#pragma once

#include <filesystem>
#include <string_view>

namespace servesweep::io {

/// Replaces a file that is renewed so often that its content is not worth an fsync: readers find
/// the old text or the new one, never a part. A power cut may leave either, or an empty file.
/// Writes PATH.partial and renames it. Problem if it cannot; no partial file is left behind then.
void renew_file(const std::filesystem::path& path, std::string_view text);

}  // namespace servesweep::io
