#pragma once

#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/statistics/expectation.h"
#include "sweep/study/metrics.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// What a study expects of one strategy, stated before anything runs; `servesweep claims` judges
/// it.
///
///   claim: short text for people
///   strategy: work-aware             # a strategy of the study, the baseline included
///   than: round-robin                # another one; the baseline if left out
///   workload: burst                  # may be left out if the study has one workload
///   metric: ttft_p99_ms.critical     # a metric of the study
///   effect: better                   # or worse: by the metric's goal; or none
///   at_least: 0.05                   # of better and worse: the relative change, 0 if left out
///   within: 0.02                     # of none: the relative change that does not count
struct Claim {
  std::string text;
  std::string strategy, than;  ///< names
  std::string workload;        ///< its name
  std::string metric;          ///< name of its column
  Goal goal = Goal::minimize;  ///< the metric's better direction: an objective's, or its own
  Expectation expectation;

  friend bool operator==(const Claim&, const Claim&) = default;
};

/// What claims of a study may name.
struct ClaimScope {
  std::vector<std::string> strategies{};  ///< the baseline first
  std::vector<std::string> workloads{};
  std::vector<Metric> metrics{};
  std::vector<Objective> objectives{};
};

/// Problem (file:line: field) for an empty list, a name that the study does not have, a strategy
/// that is compared with itself, a margin that does not belong to the effect, a decrease by 100 %
/// or more, a claim that is made twice.
[[nodiscard]] std::vector<Claim> read_claims(const io::Document& list, const ClaimScope& scope);

/// In the form that read_claims() reads.
[[nodiscard]] io::Value claims_to_value(const std::vector<Claim>& claims);

}  // namespace servesweep::sweep
