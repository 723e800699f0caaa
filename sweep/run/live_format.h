#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sweep/run/live_standing.h"

namespace servesweep::sweep {

/// live.json: one line of JSON, see docs/results-format.md.
[[nodiscard]] std::string live_text(const LiveStanding& standing);

/// The inverse, with texts fit to be shown. Problem, which names `where`, if it is not that, tells
/// of what cannot be (impossible_standing()), or is of a newer format.
[[nodiscard]] LiveStanding read_live_text(std::string_view text, const std::string& where);

/// The standing in a file; empty if there is none, or it cannot be read as one.
[[nodiscard]] std::optional<LiveStanding> read_live_file(const std::filesystem::path& file);

/// live.json of a result folder.
[[nodiscard]] std::filesystem::path live_file_of(const std::filesystem::path& folder);

}  // namespace servesweep::sweep
