#pragma once

#include <span>

#include "tests/fuzz/target.h"

namespace servesweep::fuzz {

/// Parsers of the io layer. Where several files belong together, a line of three equals signs
/// divides the bytes.
[[nodiscard]] std::span<const Target> io_targets();

}  // namespace servesweep::fuzz
