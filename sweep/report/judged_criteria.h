#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/criteria/criteria_report.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// The criteria of a report's study, judged as `servesweep criteria` judges them, and their tables.
/// Refers to the subject.
class JudgedCriteria {
 public:
  /// Simulates fresh seeds, or judges on the study's own if nothing shall be simulated.
  explicit JudgedCriteria(const ReportSubject& subject);

  [[nodiscard]] const CriteriaReport& report() const { return report_; }
  /// Of every strategy whether it passes each criterion.
  [[nodiscard]] io::ReportTable verdicts() const;
  /// What one strategy reached on one workload, beside what is wanted.
  [[nodiscard]] io::ReportTable figures(const CriteriaCase& one) const;
  /// Without those on single criteria, which say by number what the table says beside each.
  [[nodiscard]] std::vector<std::string> remarks() const;
  /// "Judged against plain on 20 fresh seeds, tuned is no win on burst (fails: throughput)."
  [[nodiscard]] std::string words(const CriteriaCase& one) const;

 private:
  [[nodiscard]] std::string measured(const JudgedCriterion& judged) const;
  [[nodiscard]] std::string verdict(const CriteriaCase& one, std::size_t criterion) const;
  [[nodiscard]] std::string why(const CriteriaCase& one, std::size_t criterion) const;

  const ReportSubject& subject_;
  CriteriaReport report_;
  std::map<std::string, std::string> units_;
};

}  // namespace servesweep::sweep
