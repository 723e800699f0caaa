#include "sweep/report/sections.h"

#include <exception>

#include "engine/base/shown_text.h"

namespace servesweep::sweep {

const std::vector<SectionKind>& section_kinds() {
  static const std::vector<SectionKind> kinds = {};
  return kinds;
}

ReportSections make_sections(const ReportSubject& subject, const std::vector<SectionKind>& kinds) {
  ReportSections made;
  for (const SectionKind& kind : kinds) {
    try {
      made.sections.push_back(kind.make(subject));
    } catch (const std::exception& error) {
      const std::string reason = engine::shown_text(error.what());
      made.sections.push_back(
          {.id = kind.id, .title = kind.title, .paragraphs = {"Left out: " + reason}});
      made.missing.push_back({.title = kind.title, .reason = reason});
    }
  }
  return made;
}

}  // namespace servesweep::sweep
