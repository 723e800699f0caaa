#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/statistics/expectation.h"
#include "sweep/statistics/interaction.h"
#include "sweep/study/metrics.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// What a claim is to the finding that its study examines (see verdict_on()).
enum class ClaimRole : std::uint8_t {
  finding,    ///< what was found, where it was found
  control,    ///< what must be so besides if it is so for the reason that is given
  condition,  ///< where the finding, by its own words, should be so, but vanishes or reverses
};

/// The word for a role in study files and tables.
[[nodiscard]] const char* name_of(ClaimRole role);

/// What a study expects of one strategy, stated before anything runs; `servesweep claims` judges
/// it.
///
///   claim: short text for people
///   role: finding                    # or control, condition; finding if left out
///   strategy: work-aware             # a strategy of the study, the baseline included
///   than: round-robin                # another one; the baseline if left out
///   than_workload: calm              # compares with what `than` does there, seed by seed; `than`
///   is
///                                    # then the same strategy if left out
///   parts: [work, aware]             # compares with what these strategies would give together if
///                                    # their effects on `than` added up …
///   scale: additive                  # … in the metric's unit, or multiplicative: as ratios
///   workload: burst                  # may be left out if the study has one workload
///   metric: ttft_p99_ms.critical     # a metric of the study
///   effect: better                   # or worse: by the metric's goal; none; or value, which
///                                    # compares with nothing; see read_expectation()
struct Claim {
  std::string text;
  ClaimRole role = ClaimRole::finding;
  std::string strategy, than;        ///< names; `than` is empty for Effect::value
  std::vector<std::string> parts{};  ///< names; none, or two and more
  EffectScale scale = EffectScale::additive;
  std::string workload, than_workload;  ///< names; the same but where the claim says so
  std::string metric;                   ///< name of its column
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
/// that is compared with itself, a single part, a key or margin that does not belong to the effect,
/// a claim that is made twice.
[[nodiscard]] std::vector<Claim> read_claims(const io::Document& list, const ClaimScope& scope);

/// In the form that read_claims() reads.
[[nodiscard]] io::Value claims_to_value(const std::vector<Claim>& claims);

}  // namespace servesweep::sweep
