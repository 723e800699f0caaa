#pragma once

#include <cstddef>

#include "io/table/table.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// An infinite or undefined number is an empty cell.
[[nodiscard]] io::TableCell finite_or_nothing(io::TableCell cell);

/// A count: tables know signed whole numbers only.
[[nodiscard]] io::TableCell count_cell(std::size_t count);

/// A cell in JSON; an empty one is null.
[[nodiscard]] io::Value value_of(const io::TableCell& cell);

/// The rows of a table in JSON: a list of objects, under the keys that CSV has.
[[nodiscard]] io::Value rows_value(const io::Table& table);

}  // namespace servesweep::sweep
