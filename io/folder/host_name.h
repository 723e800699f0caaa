#pragma once

#include <string>

namespace servesweep::io {

/// What this machine calls itself; "unknown" if it does not say.
[[nodiscard]] std::string host_name();

}  // namespace servesweep::io
