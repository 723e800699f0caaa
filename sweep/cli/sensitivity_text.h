#pragma once

#include <string>
#include <vector>

#include "io/table/table.h"
#include "sweep/sensitivity/sensitivity_report.h"

namespace servesweep::sweep {

/// A report with what it is shown with. Refers to everything.
struct SensitivityView {
  const std::string& study;
  const std::string& baseline;
  const SensitivityReport& report;
};

/// For people, as text or Markdown: what was asked, the factors from the most to the least
/// important, where they are good, and what to know about it. `curves`: also the responses at every
/// level.
[[nodiscard]] std::string sensitivity_text(const SensitivityView& view, io::TableFormat format,
                                           bool curves);

/// The same without tables, one line each: what it rests on, how the response varies, what the
/// figures mean, how sure they are, and the verdict.
[[nodiscard]] std::vector<std::string> sensitivity_remarks(const SensitivityView& view);

}  // namespace servesweep::sweep
