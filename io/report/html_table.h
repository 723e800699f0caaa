#pragma once

#include <string>

#include "io/report/report_section.h"

namespace servesweep::io {

/// A table as HTML, in a region that scrolls by itself and can be reached by keyboard; numbers as
/// for people. One with more than kMostOpenRows is folded away, its caption saying how many.
[[nodiscard]] std::string html_table(const ReportTable& table);

/// Just the element <table>, without its caption.
[[nodiscard]] std::string bare_html_table(const Table& table);

inline constexpr std::size_t kMostOpenRows = 30;

}  // namespace servesweep::io
