#pragma once

#include <set>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/criteria/criteria_case.h"
#include "sweep/criteria/finalist_schedule.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// All strategies under the criteria of a study.
struct CriteriaReport {
  std::vector<Criterion> criteria{};
  double confidence = 0.95;
  std::string baseline{};
  std::vector<std::string> classes{};  ///< of all workloads
  std::vector<CriteriaCase> cases{};   ///< workload by workload, each in the order of rank()
};

/// Positions of the metrics that the report needs in the index, in rising order.
[[nodiscard]] std::set<std::size_t> criteria_metrics(const Study& study);

/// Judges every strategy that is no bound against the baseline, wherever the schedule says, by the
/// study's criteria. The point that stands for a strategy was chosen on the seeds of the study and
/// owes a part of its lead to their luck, so it is simulated again, as the baseline is, on fresh
/// seeds, and on those the verdicts are based.
///
/// Precondition: `index` is that study's, with the columns of criteria_metrics().
[[nodiscard]] CriteriaReport criteria_report(const Study& study, const Plan& plan,
                                             const io::StudyIndex& index,
                                             const CriteriaQuestion& question,
                                             const FinalistSchedule& schedule);

}  // namespace servesweep::sweep
