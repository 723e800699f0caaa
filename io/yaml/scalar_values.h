#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace servesweep::io {

/// The number that a plain YAML scalar says in decimal notation ("-3", "0.5", "+1e-3"), finite or
/// not; nothing if it is no number. Beyond the range of a double it is infinite.
[[nodiscard]] std::optional<double> real_value(const std::string& text);

/// The integer that it says, also as "1e3" or "2.0"; nothing if it is not one or does not fit.
[[nodiscard]] std::optional<std::int64_t> integer_value(const std::string& text);

}  // namespace servesweep::io
