#pragma once

#include <string>

#include "io/table/table.h"

namespace servesweep::sweep {

/// A column of figures in a table for people: aligned to the right, four significant digits.
[[nodiscard]] io::TableColumn figure_column(const std::string& header);

/// A column of verdicts: what is better and what is worse have their colours on a terminal.
[[nodiscard]] io::TableColumn verdict_column(const std::string& header = "verdict");

/// A column of sentences, which are broken into lines where a table grows too wide.
[[nodiscard]] io::TableColumn prose_column(const std::string& header);

}  // namespace servesweep::sweep
