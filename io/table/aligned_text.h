#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/table/table.h"

namespace servesweep::io {

/// Widest that aligned columns grow before they break lines, in columns of a terminal.
inline constexpr std::size_t kTableColumns = 100;

/// One column of a table as text: what stands in it, before anything is aligned.
struct TextColumn {
  std::string header;
  bool is_right = false;  ///< aligned to the right
  bool wraps = false;     ///< its cells may be broken between words
  std::vector<std::string> cells = {};
  std::vector<Tone> tones = {};  ///< one per cell
};

/// Columns side by side, two blanks apart, a rule under their headers. Wider than kTableColumns,
/// headers are broken between words, then cells that may be, the widest column first; a table of
/// columns that may not stays as wide as it is. Precondition: all have as many cells.
[[nodiscard]] std::string aligned_text(std::vector<TextColumn> columns);

}  // namespace servesweep::io
