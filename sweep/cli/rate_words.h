#pragma once

#include <string>

namespace servesweep::sweep {

/// "812 runs/s"; of slow studies "36.0 runs/h".
[[nodiscard]] std::string rate_words(double per_s);

}  // namespace servesweep::sweep
