#pragma once

#include <cstddef>

#include "io/yaml/value.h"

namespace servesweep::sweep {

/// A count in YAML or JSON, whose whole numbers are signed. Precondition: below 2⁶³.
[[nodiscard]] io::Value count_value(std::size_t count);

}  // namespace servesweep::sweep
