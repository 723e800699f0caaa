#pragma once

#include <spdlog/common.h>

#include <filesystem>
#include <memory>

namespace servesweep::io {

/// A sink that appends lines "2026-11-26T05:32:41.123Z info    HOST text" to a file. Its folder is
/// created. From `max_bytes` on the file is renamed (rank-0003.log → rank-0003.1.log, in place of
/// the one before) and begun anew, so that a log takes twice that at most. Lines from `level` on;
/// safe to use from many threads. Problem if the file cannot be opened.
[[nodiscard]] spdlog::sink_ptr log_file_sink(const std::filesystem::path& file,
                                             const std::string& host,
                                             spdlog::level::level_enum level,
                                             std::size_t max_bytes = std::size_t{8} << 20);

}  // namespace servesweep::io
