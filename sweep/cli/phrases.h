#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/statistics/mean_interval.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {

/// A heading and the empty line after it: in text, for a terminal (bold) or in Markdown.
[[nodiscard]] std::string heading_text(const std::string& text, io::TableFormat format);

/// A remark below a table: in text a paragraph of lines up to 100 columns, in Markdown an item of
/// a list.
[[nodiscard]] std::string remark_text(const std::string& text, io::TableFormat format);

/// Lines that are laid out already, each with its line end: as they are, or fenced in Markdown.
[[nodiscard]] std::string block_text(const std::string& text, io::TableFormat format);

/// "a, b, c and 4 more": the first `most` names.
[[nodiscard]] std::string list_text(const std::vector<std::string>& names, std::size_t most = 8);

/// "5341 ± 310": both to the digits that the half width supports; the mean alone, to four digits,
/// if that is infinite, "n/a" if it is NaN.
[[nodiscard]] std::string mean_text(const MeanInterval& mean);

}  // namespace servesweep::sweep
