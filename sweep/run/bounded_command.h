#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace servesweep::sweep {

/// What a program prints to standard output, without a shell; what it says to standard error is
/// dropped. Empty if it cannot be started, fails, or has not ended within the limit: it is then
/// killed, and not waited for.
[[nodiscard]] std::optional<std::string> output_of(std::vector<std::string> command,
                                                   std::chrono::milliseconds limit);

}  // namespace servesweep::sweep
