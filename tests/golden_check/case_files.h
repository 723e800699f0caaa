#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace servesweep::golden {

/// `stem` in `folder`, plain or with ".gz"; nothing if there is neither.
[[nodiscard]] std::optional<std::filesystem::path> find_table(const std::filesystem::path& folder,
                                                              const std::string& stem);

/// The first file that a case needs and `folder` does not have; "" if it has them all.
[[nodiscard]] std::string missing_file(const std::filesystem::path& folder);

}  // namespace servesweep::golden
