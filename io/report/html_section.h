#pragma once

#include <string>

#include "io/report/report_section.h"

namespace servesweep::io {

/// A section as HTML: its paragraphs, charts, tables and commands under a heading. A chart is a
/// figure with its data for the page's script, which draws it, and with its numbers folded below.
[[nodiscard]] std::string html_section(const ReportSection& section);

}  // namespace servesweep::io
