#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/criteria/criteria_case.h"
#include "sweep/criteria/finalist_schedule.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Judges all strategies at one place. Refers to everything.
class PlaceJudge {
 public:
  PlaceJudge(const Study& study, const Plan& plan, const io::StudyIndex& index,
             const CriteriaQuestion& question, const FinalistSchedule& schedule,
             const FinalistSchedule::Figures& fresh, const JudgingPlace& place);

  /// Those of the strategies that are no bounds, in the order of rank(); without what is adjusted.
  void add_cases(std::vector<CriteriaCase>& cases) const;

 private:
  [[nodiscard]] std::int64_t baseline() const { return rows_.front().point.id; }
  [[nodiscard]] FiguresOfMetrics figures(std::int64_t point, bool is_simulated) const;
  [[nodiscard]] std::vector<JudgedCriterion> judged(std::int64_t point, bool is_simulated) const;
  [[nodiscard]] Contest contest(const FiguresOfMetrics& strategy,
                                const FiguresOfMetrics& base) const;
  void add_choice(CriteriaCase& one) const;
  [[nodiscard]] std::vector<std::uint64_t> seeds_of(std::int64_t point) const;
  [[nodiscard]] bool is_fresh() const;
  [[nodiscard]] JudgedCriterion ask(const Criterion& criterion, const CriteriaCase& one) const;
  [[nodiscard]] std::vector<std::optional<BoundFigure>> bounds() const;
  void find_out_of_reach(std::span<CriteriaCase> cases) const;

  const Study& study_;
  const Plan& plan_;
  const io::StudyIndex& index_;
  const CriteriaQuestion& question_;
  const FinalistSchedule::Figures& fresh_;
  const JudgingPlace& place_;
  const WorkloadFile& workload_;
  std::vector<std::string> classes_;
  const std::vector<RankedPoint>& rows_;
  const std::vector<Criterion>& criteria_;
  std::set<std::string> metrics_;
};

}  // namespace servesweep::sweep
