#include "sweep/criteria/criteria_report.h"

#include "sweep/criteria/place_judge.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/statistics/holm.h"

namespace servesweep::sweep {
namespace {

/// Every criterion of every case that has a p-value, adjusted together.
void adjust_each(CriteriaReport& report) {
  std::vector<double> p_values;
  for (const CriteriaCase& one : report.cases) {
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      if (report.criteria[i].kind == Criterion::Kind::judged_by) continue;
      p_values.push_back(one.judged[i].doubt.not_so);
    }
  }
  const std::vector<double> adjusted = holm(p_values);
  auto next = adjusted.begin();
  for (CriteriaCase& one : report.cases) {
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      const bool is_outside = report.criteria[i].kind == Criterion::Kind::judged_by;
      one.adjusted.push_back(is_outside ? one.judged[i].doubt.not_so : *next++);
    }
  }
}

/// On another workload only what can be measured there counts.
bool counts(const Criterion& criterion, const CriteriaCase& one) {
  return !criterion.beside && (one.is_home || criterion.kind != Criterion::Kind::judged_by);
}

void judge_all(CriteriaReport& report) {
  std::vector<double> p_values;
  for (CriteriaCase& one : report.cases) {
    std::vector<TwoSidedDoubt> doubts;
    bool fails = false;
    for (std::size_t i = 0; i < one.judged.size(); ++i) {
      if (!counts(report.criteria[i], one)) continue;
      doubts.push_back(one.judged[i].doubt);
      fails = fails || one.judged[i].finding == Finding::failed;
    }
    one.all = doubt_of_all(doubts);
    one.finding = fails ? Finding::failed : Finding::undecided;
    p_values.push_back(one.all.not_so);
  }
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    CriteriaCase& one = report.cases[i];
    one.adjusted_all = adjusted[i];
    if (one.finding == Finding::failed) continue;
    one.finding = judge({.not_so = adjusted[i], .so = 1}, report.confidence);
    // Of a point that failed in part nothing passes: what went well may have been the easy part.
    const bool failed_in_part = one.point.failed_seeds > 0;
    if (failed_in_part && one.finding == Finding::held) one.finding = Finding::undecided;
  }
}

}  // namespace

std::set<std::size_t> criteria_metrics(const Study& study) {
  const std::set<std::string> names = judged_metrics(study.criteria().list, study.classes());
  std::set<std::size_t> positions;
  for (const std::size_t column : objective_question(study).columns()) positions.insert(column);
  const std::vector<Metric> metrics = study.metrics();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    if (names.contains(metrics[m].column.name)) positions.insert(m);
  }
  return positions;
}

CriteriaReport criteria_report(const Study& study, const Plan& plan, const io::StudyIndex& index,
                               const CriteriaQuestion& question, const FinalistSchedule& schedule) {
  CriteriaReport report{.criteria = study.criteria().list,
                        .confidence = question.confidence,
                        .baseline = study.strategies().front().name(),
                        .classes = schedule.classes()};
  const FinalistSchedule::Figures fresh = schedule.figures(plan, report.criteria, question.threads);
  for (const JudgingPlace& place : schedule.places()) {
    PlaceJudge(study, plan, index, question, schedule, fresh, place).add_cases(report.cases);
  }
  adjust_each(report);
  judge_all(report);
  return report;
}

}  // namespace servesweep::sweep
