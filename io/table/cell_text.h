#pragma once

#include <string>

#include "io/table/table.h"

namespace servesweep::io {

/// A cell for people: reals rounded to `significant_digits` (0 = exact), nothing as "", and control
/// characters, which could garble a terminal, as blanks.
[[nodiscard]] std::string display_text(const TableCell& cell, int significant_digits);

/// A cell of a CSV row: exact, quoted if it must be.
[[nodiscard]] std::string csv_text(const TableCell& cell);

/// A cell as a JSON value: exact; nothing and non-finite numbers are null.
[[nodiscard]] std::string json_text(const TableCell& cell);

}  // namespace servesweep::io
