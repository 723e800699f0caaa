#include "sweep/report/headline_section.h"

#include <fmt/format.h>

#include <utility>

#include "sweep/cli/incomplete_note.h"
#include "sweep/cli/search_note.h"
#include "sweep/report/headline_words.h"
#include "sweep/report/judged_criteria.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {

io::ReportSection headline_section(const ReportSubject& subject) {
  io::ReportSection section{.id = "headline", .title = "What was found"};
  for (const std::string& note :
       {incomplete_note(subject.results), unfinished_search_note(subject.results)}) {
    if (!note.empty()) section.paragraphs.push_back(note);
  }
  for (std::size_t i = 0; i < subject.rankings.size(); ++i) {
    for (std::string& words : headline_words(subject, i)) {
      section.paragraphs.push_back(std::move(words));
    }
  }
  const JudgedCriteria criteria(subject);
  for (const CriteriaCase& one : criteria.report().cases) {
    const bool is_chosen =
        subject.chosen && one.point.point.strategy == subject.chosen->point.strategy;
    if (!is_chosen || one.seeds.empty()) continue;  // no seed that both have done: not judged
    section.paragraphs.push_back(criteria.words(one));
    section.tables.push_back(criteria.figures(one));
  }
  if (!criteria.report().cases.empty()) {
    section.tables.insert(section.tables.begin(), criteria.verdicts());
    section.remarks = criteria.remarks();
  }
  section.commands = {fmt::format("servesweep criteria {}{}", shell_word(subject.asked.folder),
                                  subject.asked.simulates ? "" : " --no-fresh")};
  return section;
}

}  // namespace servesweep::sweep
