#pragma once

#include <string>
#include <vector>

#include "io/report/report_chart.h"
#include "io/table/table.h"

namespace servesweep::io {

struct ReportTable {
  std::string caption;
  Table table;
  bool folded = false;      ///< opened by the reader; long ones are, anyway
  std::string choice = {};  ///< shown if the reader chooses this: see ReportSection::choice
};

/// A part of a report under one heading: what is said, what proves it, and how to get it again. All
/// of it is plain text: the page escapes everything.
struct ReportSection {
  std::string id;     ///< unique in the page: letters, digits, '-'
  std::string title;  ///< "Pareto front"
  std::vector<std::string> paragraphs = {};
  std::vector<ReportTable> tables = {};
  std::vector<ReportChart> charts = {};
  std::vector<std::string> remarks = {};   ///< below the tables: what to know to read them
  std::vector<std::string> commands = {};  ///< that print the same figures
  /// What the reader may choose between: "objective". Of the charts and tables that state a choice
  /// only those of one are shown at a time; without scripts, and on paper, all are.
  std::string choice = {};
  bool is_left_out = false;  ///< does not apply, or could not be made: paragraphs say why
};

}  // namespace servesweep::io
