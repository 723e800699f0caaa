#include "sweep/report/pareto_section.h"

#include <utility>

#include "sweep/cli/front_question.h"
#include "sweep/cli/front_text.h"
#include "sweep/report/left_out.h"
#include "sweep/report/remarks.h"
#include "sweep/report/workload_front.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

FrontQuestion subject_front(const ReportSubject& subject) {
  const Study& study = subject.results.study;
  if (study.objectives().size() < 2) {
    throw LeftOut(
        "The study has one objective: with one there is a best, but no trade-off. "
        "servesweep pareto --objectives takes any two metrics.");
  }
  std::vector<RankedMetric> objectives;
  for (const Objective& one : study.objectives()) {
    objectives.push_back(front_metric(study, one.metric, "the study"));
  }
  return front_question(study, std::move(objectives));
}

}  // namespace

io::ReportSection pareto_section(const ReportSubject& subject) {
  FrontQuestion question = subject_front(subject);
  for (const RankedMetric& metric : question.panel.metrics) {
    subject.results.load(metric.position);
  }
  question.panel.baseline = subject.question.baseline;
  std::vector<Front> fronts;
  for (std::size_t i = 0; i < subject.results.study.workloads().size(); ++i) {
    question.panel.workload = static_cast<std::int64_t>(i);
    fronts.push_back(front_of(subject.results.index, question));
  }
  const FrontView view{.results = subject.results, .question = question, .fronts = fronts};
  io::ReportSection section{.id = "pareto", .title = "Trade-offs"};
  std::vector<NamedRemarks> remarks;
  const bool several = fronts.size() > 1;
  if (several) section.choice = "workload";
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    const WorkloadFront one(view, i);
    const std::string& workload = subject.results.study.workloads()[i].name;
    const std::string choice = several ? workload : "";
    section.paragraphs.push_back(one.words());
    if (fronts[i].points.empty()) continue;
    for (std::size_t k = 1; k < question.panel.objectives; ++k) {
      section.charts.push_back(one.chart(k));
      section.charts.back().choice = choice;
    }
    section.tables.push_back(one.table());
    section.tables.back().choice = choice;
    remarks.push_back(
        {.name = workload, .remarks = remarks_in(front_text(view, i, io::TableFormat::markdown))});
  }
  section.remarks = joined_remarks(remarks);
  if (!subject.asked.baseline.empty()) {
    section.remarks.emplace_back("servesweep pareto compares with the study's own baseline.");
  }
  section.commands = {"servesweep pareto " + shell_word(subject.asked.folder)};
  return section;
}

}  // namespace servesweep::sweep
