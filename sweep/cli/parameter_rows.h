#pragma once

#include "io/table/table.h"
#include "sweep/study/parameter_space.h"

namespace servesweep::sweep {

/// The free parameters of a strategy as a table: name, range or values, scale, default, when it
/// exists (if that is not always so for all), meaning; shares that add up to 1 are one row.
[[nodiscard]] io::Table parameter_rows(const ParameterSpace& space);

}  // namespace servesweep::sweep
