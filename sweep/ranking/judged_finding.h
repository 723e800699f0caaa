#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sweep/ranking/judged_claim.h"
#include "sweep/study/study_finding.h"

namespace servesweep::sweep {

/// What results say about a published finding.
enum class Agreement : std::uint8_t { agree, conditional, disagree, undecided };

/// The word for it in tables and files.
[[nodiscard]] const char* name_of(Agreement agreement);

struct FindingVerdict {
  Agreement agreement = Agreement::undecided;
  std::string reason;  ///< the claims that made it so, in their own words; may be empty
};

/// The verdict on a finding by what became of its study's claims, the first rule that applies:
///
///   disagree      a claim of role finding or control failed
///   undecided     one of them is undecided, or there is none
///   conditional   all of them are held, and so is a claim of role condition: where the condition
///   is
///                 not met, the finding is not so
///   agree         all of them are held, and no condition is
///
/// The verdict knows nothing but the claims: nobody can write it into a study.
[[nodiscard]] FindingVerdict verdict_on(const std::vector<JudgedClaim>& claims);

/// A finding, its claims and what the results say about them.
struct JudgedFinding {
  std::string study;  ///< its name
  StudyFinding finding;
  std::vector<JudgedClaim> claims;
  FindingVerdict verdict;

  /// The claim whose figure stands for the finding: the first of role finding, else the first.
  [[nodiscard]] const JudgedClaim& headline() const;
};

/// A study that states no finding is taken for one by its question, or else its name. Precondition:
/// there are claims.
[[nodiscard]] JudgedFinding judged_finding(const Study& study, std::vector<JudgedClaim> claims);

}  // namespace servesweep::sweep
