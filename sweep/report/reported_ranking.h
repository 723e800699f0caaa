#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/report/report_subject.h"

namespace servesweep::sweep {

/// The ranking of one workload as a report shows it. Refers to subject and ranking.
class ReportedRanking {
 public:
  ReportedRanking(const ReportSubject& subject, const Ranking& ranking)
      : subject_(subject),
        question_(subject.question),
        ranking_(ranking),
        workload_(
            subject.results.study.workloads()[static_cast<std::size_t>(ranking.workload)].name) {}

  /// Means of every metric over seeds, strategy by strategy.
  [[nodiscard]] io::ReportTable means() const;
  /// What each strategy changes in each metric, how sure that is, and what pairing was worth.
  [[nodiscard]] io::ReportTable changes() const;
  /// Of all strategies the change in one metric, in per cent, with intervals; without categories if
  /// no change is known.
  [[nodiscard]] io::ReportChart chart(std::size_t metric) const;

 private:
  [[nodiscard]] std::string name(const RankedPoint& row) const;
  [[nodiscard]] io::ChartPoint point(const RankedPoint& row, std::size_t metric,
                                     std::size_t position) const;
  [[nodiscard]] std::vector<std::string> notes(const RankedPoint& row, std::size_t metric) const;

  const ReportSubject& subject_;
  const RankingQuestion& question_;
  const Ranking& ranking_;
  const std::string& workload_;
};

}  // namespace servesweep::sweep
