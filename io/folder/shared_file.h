#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace servesweep::io {

/// Files that several processes, on several machines, may write at the same moment. Their bytes are
/// first written under a name of this process's own (a dot file beside them, see
/// is_shared_partial), so nobody ever sees half of one.

/// Makes `path` hold `text` if there is no such file; whether it was this call that did. Of many
/// who try at once exactly one does. The file survives a power cut. Problem if it cannot be
/// written.
[[nodiscard]] bool create_shared_file(const std::filesystem::path& path, std::string_view text);

/// Makes `path` hold `text`, whoever else does the same; the last one wins.
void replace_shared_file(const std::filesystem::path& path, std::string_view text);

/// The whole file; empty if there is none, also if it has gone while it was opened.
[[nodiscard]] std::optional<std::string> read_shared_file(const std::filesystem::path& path);

/// Whether a file of this name is a half-written one of the functions above, of whichever process.
[[nodiscard]] bool is_shared_partial(std::string_view name);

/// Sets a file's time of modification to the present of whoever keeps the file (with a network file
/// system: the server) and returns it, ns since 1970; empty if there is no such file.
[[nodiscard]] std::optional<std::int64_t> touch_file(const std::filesystem::path& path);

/// A file's time of modification, ns since 1970; empty if there is no such file.
[[nodiscard]] std::optional<std::int64_t> modified_ns(const std::filesystem::path& path);

}  // namespace servesweep::io
