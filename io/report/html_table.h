#pragma once

#include <string>

#include "io/report/report_section.h"

namespace servesweep::io {

/// A table as HTML, in a region that scrolls by itself and can be reached by keyboard; numbers as
/// for people. One that is to be folded, or has more than kMostOpenRows, is, its caption saying how
/// many.
[[nodiscard]] std::string html_table(const ReportTable& table);

/// Just the element <table>, without its caption.
[[nodiscard]] std::string bare_html_table(const Table& table);

/// "1 row", "12 rows".
[[nodiscard]] std::string rows_text(std::size_t rows);

/// The attribute by which the page's script knows what to show: " data-choice=…"; else nothing.
[[nodiscard]] std::string choice_attribute(const std::string& choice);

inline constexpr std::size_t kMostOpenRows = 30;

}  // namespace servesweep::io
