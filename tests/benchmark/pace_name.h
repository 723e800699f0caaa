#pragma once

#include <string>

#include "sweep/tuning/director.h"

namespace servesweep::benchmark {

/// The pace that a word stands for: "16" is generations of 16, "8+2" generations of 8 with 2 ahead,
/// "async16" asynchronously with 16 under way. Problem for anything else.
[[nodiscard]] sweep::Pace pace_named(const std::string& name);

}  // namespace servesweep::benchmark
