#include "sweep/report/sections.h"

#include "engine/base/problem.h"
#include "engine/base/shown_text.h"
#include "io/folder/storage_problem.h"
#include "sweep/report/ablation_section.h"
#include "sweep/report/distributions_section.h"
#include "sweep/report/failures_section.h"
#include "sweep/report/headline_section.h"
#include "sweep/report/history_section.h"
#include "sweep/report/left_out.h"
#include "sweep/report/metric_words.h"
#include "sweep/report/pareto_section.h"
#include "sweep/report/provenance_section.h"
#include "sweep/report/ranking_section.h"
#include "sweep/report/regimes_section.h"
#include "sweep/report/sensitivity_section.h"
#include "sweep/report/timeline_section.h"
#include "sweep/report/waterfall_section.h"

namespace servesweep::sweep {

const std::vector<SectionKind>& section_kinds() {
  static const std::vector<SectionKind> kinds = {
      {.id = "headline", .title = "What was found", .make = headline_section},
      {.id = "ranking", .title = "Ranking", .make = ranking_section},
      {.id = "pareto", .title = "Trade-offs", .make = pareto_section},
      {.id = "distributions", .title = "Distribution of latencies", .make = distributions_section},
      {.id = "waterfall", .title = "Where the latency goes", .make = waterfall_section},
      {.id = "ablation", .title = "Which mechanisms do it", .make = ablation_section},
      {.id = "sensitivity", .title = "Which parameters matter", .make = sensitivity_section},
      {.id = "regimes", .title = "At which loads it wins", .make = regimes_section},
      {.id = "history", .title = "How the search went", .make = history_section},
      {.id = "timeline", .title = "One run over time", .make = timeline_section},
      {.id = "failures", .title = "Failures", .make = failures_section},
      {.id = "provenance",
       .title = "Provenance and reproduction",
       .make = provenance_section,
       .is_literal = true},
  };
  return kinds;
}

ReportSections make_sections(const ReportSubject& subject, const std::vector<SectionKind>& kinds,
                             const SectionWatch& watch) {
  const MetricWords words(subject.results.study);
  ReportSections made;
  for (const SectionKind& kind : kinds) {
    if (watch) watch(kind, made.sections.size());
    std::string reason;
    try {
      made.sections.push_back(kind.make(subject));
      if (!kind.is_literal) words.put_into(made.sections.back());
      continue;
    } catch (const LeftOut& left_out) {
      reason = engine::shown_text(left_out.what());
    } catch (const io::StorageProblem&) {
      throw;  // what is left of damaged results is no report of them
    } catch (const engine::Problem& problem) {
      reason = engine::shown_text(problem.what());
    }
    made.sections.push_back(
        {.id = kind.id, .title = kind.title, .paragraphs = {reason}, .is_left_out = true});
    made.missing.push_back({.title = kind.title, .reason = reason});
  }
  return made;
}

}  // namespace servesweep::sweep
