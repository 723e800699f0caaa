#pragma once

#include <string>

#include "sweep/explanation/explanation.h"

namespace servesweep::sweep {

/// An explanation in sentences, made of its figures alone: how large the difference is, which parts
/// carry it and which work against it, which mechanism it needs most, whether the mechanisms add
/// up, what it costs, and where it vanishes. One sentence for each of these. What is not certain is
/// said to be so. `strategy`, `baseline`: their names.
[[nodiscard]] std::string plain_words(const Explanation& explanation, const std::string& strategy,
                                      const std::string& baseline);

}  // namespace servesweep::sweep
