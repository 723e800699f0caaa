#pragma once

#include <cstddef>
#include <string>

namespace servesweep::sweep {

/// "1 point", "3 points".
[[nodiscard]] std::string counted_text(std::size_t count, const std::string& noun);

}  // namespace servesweep::sweep
