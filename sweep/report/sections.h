#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// A section that a report may have. Adding one is a file pair with a function and a line in
/// sections.cpp.
struct SectionKind {
  const char* id;     ///< of its place in the page: letters, digits, '-'
  const char* title;  ///< heading where the section is left out; else the section's own
  /// LeftOut if it does not apply; engine::Problem, too, leaves out this section only.
  io::ReportSection (*make)(const ReportSubject& subject);
  bool is_literal = false;  ///< metrics keep their names, as in files and commands
};

/// All of them, in the order of the page.
[[nodiscard]] const std::vector<SectionKind>& section_kinds();

struct MissingSection {
  std::string title, reason;
};

struct ReportSections {
  std::vector<io::ReportSection> sections;  ///< all; one that is left out says why
  std::vector<MissingSection> missing;
};

/// Told before a section is made, of which `done` are.
using SectionWatch = std::function<void(const SectionKind& kind, std::size_t done)>;

/// Makes every section of the list, with metrics in words. What goes wrong in one leaves out that
/// one only.
[[nodiscard]] ReportSections make_sections(const ReportSubject& subject,
                                           const std::vector<SectionKind>& kinds,
                                           const SectionWatch& watch = {});

}  // namespace servesweep::sweep
