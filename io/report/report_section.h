#pragma once

#include <string>
#include <vector>

#include "io/report/report_chart.h"
#include "io/table/table.h"

namespace servesweep::io {

struct ReportTable {
  std::string caption;
  Table table;
};

/// A part of a report under one heading: what is said, what proves it, and how to get it again. All
/// of it is plain text: the page escapes everything.
struct ReportSection {
  std::string id;     ///< unique in the page: letters, digits, '-'
  std::string title;  ///< "Pareto front"
  std::vector<std::string> paragraphs = {};
  std::vector<ReportTable> tables = {};
  std::vector<ReportChart> charts = {};
  std::vector<std::string> commands = {};  ///< that print the same figures
};

}  // namespace servesweep::io
