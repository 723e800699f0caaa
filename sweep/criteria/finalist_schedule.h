#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "io/hdf5/study_index.h"
#include "sweep/criteria/direct_figures.h"
#include "sweep/criteria/outside_judge.h"
#include "sweep/ranking/ranking.h"
#include "sweep/study/plan.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// On what the criteria of a study are judged.
struct CriteriaQuestion {
  std::vector<std::uint64_t> fresh_seeds{};  ///< none of the study's; empty: judge on these
  std::vector<WorkloadFile> also_on{};       ///< workloads that the study does not have
  double confidence = 0.95;                  ///< of intervals; a verdict errs with half the rest
  int threads = 0;                           ///< 0 = as many as there are
  std::map<std::string, OutsideJudge> judges = outside_judges();
};

/// A workload on which the points that were chosen on another, or on itself, are judged.
struct JudgingPlace {
  std::size_t home = 0;       ///< where points were chosen: a workload of the study
  std::size_t workload = 0;   ///< where they are judged: position in FinalistSchedule::workloads
  bool is_simulated = false;  ///< simulated for the purpose; else the study's own results
  std::vector<std::uint64_t> seeds{};  ///< to simulate; without, those of the study that are done

  [[nodiscard]] bool is_home() const { return home == workload; }
};

/// Who is judged where: the baseline and, for each other strategy, the point that rank() shows; on
/// its workload with fresh seeds, and on other workloads.
class FinalistSchedule {
 public:
  /// `index` needs the columns of objective_question(). A workload without two new_seeds() is
  /// judged on the seeds of the study.
  FinalistSchedule(const Study& study, const io::StudyIndex& index,
                   const CriteriaQuestion& question);

  /// By workload of the study; the baseline first.
  [[nodiscard]] const std::vector<Ranking>& rankings() const { return rankings_; }
  /// The study's, then the others.
  [[nodiscard]] const std::vector<WorkloadFile>& workloads() const { return workloads_; }
  /// In order of homes, each at home first.
  [[nodiscard]] const std::vector<JudgingPlace>& places() const { return places_; }
  /// Simulations that figures() makes.
  [[nodiscard]] std::size_t runs() const;

  /// By point and workload, of all that is to be simulated.
  using Figures = std::map<std::pair<std::int64_t, std::size_t>, FiguresOfMetrics>;
  [[nodiscard]] Figures figures(const Plan& plan, const std::vector<Criterion>& criteria,
                                int threads) const;
  /// SLO classes of all workloads: the study's first.
  [[nodiscard]] std::vector<std::string> classes() const;

 private:
  void add_places(std::size_t home, const Study& study, const CriteriaQuestion& question);
  void add_wanted(const JudgingPlace& place);

  std::vector<Ranking> rankings_;
  std::vector<WorkloadFile> workloads_;
  std::size_t own_workloads_ = 0;
  std::vector<JudgingPlace> places_;
  std::vector<std::int64_t> points_;   ///< to be simulated, by scenario
  std::vector<WantedFigures> wanted_;  ///< each point on each workload once
};

}  // namespace servesweep::sweep
