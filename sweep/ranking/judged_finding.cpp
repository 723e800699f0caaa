#include "sweep/ranking/judged_finding.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

/// "'claim' failed (reason); 'claim' failed": the claims of a group that ended in a way.
class ClaimList {
 public:
  explicit ClaimList(const std::vector<JudgedClaim>& claims) : claims_(claims) {}

  [[nodiscard]] std::string text(bool conditions, Finding finding, const char* verb) const {
    std::string text;
    for (const JudgedClaim& judged : claims_) {
      if (is_condition(judged) != conditions || judged.finding != finding) continue;
      text += fmt::format("{}'{}'{}", text.empty() ? "" : "; ", judged.claim.text, verb);
      if (!judged.reason.empty()) text += fmt::format(" ({})", judged.reason);
    }
    return text;
  }

 private:
  static bool is_condition(const JudgedClaim& judged) {
    return judged.claim.role == ClaimRole::condition;
  }

  const std::vector<JudgedClaim>& claims_;
};

std::string joined_notes(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + "; " + second;
}

bool has_core(const std::vector<JudgedClaim>& claims) {
  return std::ranges::any_of(
      claims, [](const JudgedClaim& judged) { return judged.claim.role != ClaimRole::condition; });
}

}  // namespace

const char* name_of(Agreement agreement) {
  switch (agreement) {
    case Agreement::agree:
      return "agree";
    case Agreement::conditional:
      return "conditional";
    case Agreement::disagree:
      return "disagree";
    case Agreement::undecided:
      return "undecided";
  }
  return "unknown";
}

FindingVerdict verdict_on(const std::vector<JudgedClaim>& claims) {
  const ClaimList list(claims);
  const std::string failed = list.text(false, Finding::failed, " failed");
  const std::string open = list.text(false, Finding::undecided, " is undecided");
  if (!failed.empty()) return {Agreement::disagree, joined_notes(failed, open)};
  if (!open.empty()) return {Agreement::undecided, open};
  if (!has_core(claims)) return {Agreement::undecided, "no claim is about the finding itself"};
  const std::string limits = list.text(true, Finding::held, "");
  const std::string missed = joined_notes(list.text(true, Finding::failed, " failed"),
                                          list.text(true, Finding::undecided, " is undecided"));
  const std::string others =
      missed.empty() ? "" : "of the conditions that were expected, " + missed;
  if (limits.empty()) return {Agreement::agree, others};
  return {Agreement::conditional, joined_notes("but " + limits, others)};
}

const JudgedClaim& JudgedFinding::headline() const {
  const auto found = std::ranges::find_if(
      claims, [](const JudgedClaim& judged) { return judged.claim.role == ClaimRole::finding; });
  return found == claims.end() ? claims.front() : *found;
}

JudgedFinding judged_finding(const Study& study, std::vector<JudgedClaim> claims) {
  SERVESWEEP_EXPECT(!claims.empty());
  JudgedFinding judged{
      .study = study.name(), .finding = {}, .claims = std::move(claims), .verdict = {}};
  if (study.finding()) {
    judged.finding = *study.finding();
  } else {
    judged.finding.statement = study.question().empty() ? study.name() : study.question();
  }
  judged.verdict = verdict_on(judged.claims);
  return judged;
}

}  // namespace servesweep::sweep
