#pragma once

#include <filesystem>
#include <optional>

#include "io/folder/result_folder.h"

namespace servesweep::io {

/// servesweep.json of a folder; empty if there is none. DamagedFile if it is not as it was written
/// or none of ours, Problem if it is of a newer format.
[[nodiscard]] std::optional<FolderMarker> read_marker(const std::filesystem::path& folder);
void write_marker(const std::filesystem::path& folder, const FolderMarker& marker);
/// The same where others may do it at this moment; false if somebody did it before.
[[nodiscard]] bool create_marker(const std::filesystem::path& folder, const FolderMarker& marker);

/// Throws the Problem that create_or_open() promises unless the folder may become (or already is)
/// the result folder of this study. Changes nothing. Returns whether the marker is there.
bool check_usable(const std::filesystem::path& folder, const FolderMarker& wanted);

}  // namespace servesweep::io
