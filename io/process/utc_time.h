#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace servesweep::io {

/// "2026-11-26T05:32:41.123Z" (ISO 8601, UTC, milliseconds).
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

/// The inverse; empty if `text` is not of that form.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> utc_time_of(
    std::string_view text);

}  // namespace servesweep::io
