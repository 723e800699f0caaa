#pragma once

#include <string>

#include "io/table/table.h"

namespace servesweep::sweep {

/// A column of figures in a table for people: aligned to the right, four significant digits.
[[nodiscard]] io::TableColumn figure_column(const std::string& header);

}  // namespace servesweep::sweep
