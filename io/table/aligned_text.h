#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/table/table.h"

namespace servesweep::io {

/// One column of a table as text: what stands in it, before anything is aligned.
struct TextColumn {
  std::string header;
  bool is_right = false;  ///< aligned to the right
  bool wraps = false;     ///< its cells may be broken between words
  std::vector<std::string> cells = {};
  std::vector<Tone> tones = {};  ///< one per cell
};

/// Widest that lines for people grow, in columns of a terminal, where words allow.
inline constexpr std::size_t kTableColumns = 100;

/// Wider tables than this are shown as several: terminals show so much, if not all of them.
inline constexpr std::size_t kWidestTable = 160;

/// Between columns, in columns of a terminal.
inline constexpr std::size_t kColumnGap = 2;

/// Columns side by side, a rule under their headers. Wider than `most`, headers are broken between
/// words, then prose, the widest column first, then all other cells, if they fit then; else lines
/// are longer. What would be wider than kWidestTable is put into further tables below, each with
/// the first columns again. Precondition: all have as many cells.
[[nodiscard]] std::string aligned_text(const std::vector<TextColumn>& columns,
                                       std::size_t most = kTableColumns);

}  // namespace servesweep::io
