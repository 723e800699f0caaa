#pragma once

#include <string>
#include <vector>

#include "io/report/report_section.h"

namespace servesweep::io {

struct ReportPage {
  std::string title;
  std::string subtitle;  ///< what was asked; may be empty
  std::vector<ReportSection> sections;
  std::string foot;  ///< who made it: a line at the end
};

/// The page as one HTML document that needs nothing else: style, charting library and data are in
/// it, and its Content-Security-Policy forbids every request and every other script. All texts are
/// escaped, wherever they come from. The same page gives the same bytes.
[[nodiscard]] std::string report_page(const ReportPage& page);

}  // namespace servesweep::io
