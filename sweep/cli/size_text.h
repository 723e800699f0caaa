#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace servesweep::sweep {

/// A number of bytes as people write it: "4096", "64MB" (10^6), "64MiB" (2^20); k, M, G and T in
/// either form, with or without "B". Empty if it is none, or more than 2^50.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace servesweep::sweep
