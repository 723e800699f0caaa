#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sweep/robustness/robustness_case.h"
#include "sweep/statistics/goal.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// Two strategies of the study and the figure in which the first is to be better.
struct RobustnessContest {
  std::size_t strategy = 0, than = 0;  ///< positions in Study::strategies()
  std::string metric;
  Goal goal = Goal::minimize;
};

/// A file that asks where else the wins of a study hold.
///
///   robustness: burst               # letters, digits, - _ .
///   question: one line              (optional)
///   study: burst.yaml               # whose strategies, model, cluster and profile it takes
///   workload: ../workloads/x.yaml   (optional) # else the study's, which must be its only one
///   rate: 0.9                       (optional) # the workload's requests so many times as fast
///   seeds: {first: 60001, count: 20}           # none of the study's
///   contests: [{strategy: even-first-tokens, than: llm-d-parity, metric: ttft_p99_ms}]
///   cases: [{case: as found}, {case: 32 instances, instances: 32}]    # see RobustnessCase
///
/// `than` is the baseline if left out, `metric` the study's first objective; strategies are at
/// their default points. The first case is home: it is what the others are measured by.
class RobustnessStudy {
 public:
  /// Problem (file:line: field) for anything wrong in the file or the study, and if a seed is one
  /// of the study's: what was chosen there is flattered there.
  [[nodiscard]] static RobustnessStudy read_file(const std::filesystem::path& path);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& question() const { return question_; }
  [[nodiscard]] const Study& study() const { return study_; }
  [[nodiscard]] const std::vector<std::uint64_t>& seeds() const { return seeds_; }
  [[nodiscard]] const std::vector<RobustnessContest>& contests() const { return contests_; }
  [[nodiscard]] const std::vector<RobustnessCase>& cases() const { return cases_; }

  /// "even-first-tokens against llm-d-parity in ttft_p99_ms".
  [[nodiscard]] std::string text_of(const RobustnessContest& contest) const;
  /// The requests of a case.
  [[nodiscard]] WorkloadFile workload(const RobustnessCase& one) const;
  /// A strategy in a case.
  [[nodiscard]] engine::Scenario scenario(const RobustnessCase& one, std::size_t strategy) const;

 private:
  explicit RobustnessStudy(Study study) : study_(std::move(study)) {}
  void read_workload(const io::Document& document);
  void read_contests(const io::Document& list);
  void read_cases(const io::Document& list);
  [[nodiscard]] std::size_t read_strategy(const io::Document& node) const;

  Study study_;
  std::string name_, question_;
  WorkloadFile workload_;
  std::vector<std::uint64_t> seeds_;
  std::vector<RobustnessContest> contests_;
  std::vector<RobustnessCase> cases_;
};

}  // namespace servesweep::sweep
