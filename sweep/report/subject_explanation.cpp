#include "sweep/report/subject_explanation.h"

#include <algorithm>

#include "sweep/cli/explained_choice.h"
#include "sweep/report/report_command.h"

namespace servesweep::sweep {
namespace {

ExplainedSide side_of(const ReportSubject& subject, const RankedPoint& point) {
  return {
      .name = point.point.strategy, .point = subject.parameters_of(point), .points = point.points};
}

}  // namespace

const ExplainView& SubjectExplanation::of(const ReportSubject& subject) {
  if (view_) return *view_;
  const RankedPoint& chosen = subject.chosen_point();
  subject.need_simulation(explain_command(subject));
  const Study& study = subject.results.study;
  const WorkloadFile& workload = study.workloads()[subject.workload];
  const std::size_t seeds = std::min(chosen.seeds, subject.baseline.seeds);
  explanation_ = explain({.model = study.model(),
                          .baseline = subject.scenario_of(subject.baseline),
                          .strategy = subject.scenario_of(chosen),
                          .workload = workload,
                          .seeds = explained_seeds(study, seeds),
                          .classes = study.classes(),
                          .objectives = study.objectives(),
                          .metric = "",
                          .confidence = subject.question.confidence,
                          .threads = subject.asked.threads});
  view_.emplace(ExplainView{.study = study.name(),
                            .workload = workload.name,
                            .workloads = study.workloads().size(),
                            .strategy = side_of(subject, chosen),
                            .baseline = side_of(subject, subject.baseline),
                            .explanation = *explanation_,
                            .verdict = explained(*explanation_)});
  return *view_;
}

std::string explain_command(const ReportSubject& subject) {
  std::vector<std::string> words = {subject.chosen_point().point.strategy};
  for (std::string& word : workload_words(subject)) words.push_back(std::move(word));
  const std::string& own = subject.results.study.strategies().front().name();
  if (subject.question.baseline != own) {
    words.insert(words.end(), {"--against", subject.question.baseline});
  }
  return report_command(subject, "explain", words);
}

}  // namespace servesweep::sweep
