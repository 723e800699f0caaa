#pragma once

#include <string>

namespace servesweep::sweep {

/// A duration for people, no more exact than they want it: "0.4 s", "45 s", "3:20 min", "2:05 h",
/// "3 d 4 h".
[[nodiscard]] std::string duration_words(double seconds);

/// "512 B", "1.3 MB": units of 1,000.
[[nodiscard]] std::string bytes_words(double bytes);

}  // namespace servesweep::sweep
