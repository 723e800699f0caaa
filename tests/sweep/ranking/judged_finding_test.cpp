#include "sweep/ranking/judged_finding.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::judged_finding_test {
namespace {

JudgedClaim claim(const std::string& text, ClaimRole role, Finding finding,
                  const std::string& reason = "") {
  JudgedClaim judged;
  judged.claim.text = text;
  judged.claim.role = role;
  judged.finding = finding;
  judged.reason = reason;
  return judged;
}

constexpr ClaimRole kFinding = ClaimRole::finding, kControl = ClaimRole::control,
                    kCondition = ClaimRole::condition;
constexpr Finding kHeld = Finding::held, kFailed = Finding::failed, kOpen = Finding::undecided;

Agreement agreement(std::initializer_list<std::pair<ClaimRole, Finding>> claims) {
  std::vector<JudgedClaim> judged;
  for (const auto& [role, finding] : claims) judged.push_back(claim("c", role, finding));
  return verdict_on(judged).agreement;
}

}  // namespace

TEST_CASE("the verdict follows from what became of the claims") {
  CHECK(agreement({{kFinding, kHeld}}) == Agreement::agree);
  CHECK(agreement({{kFinding, kHeld}, {kControl, kHeld}}) == Agreement::agree);
  CHECK(agreement({{kFinding, kHeld}, {kFinding, kFailed}}) == Agreement::disagree);
  CHECK(agreement({{kFinding, kHeld}, {kControl, kFailed}}) == Agreement::disagree);
  CHECK(agreement({{kFinding, kOpen}, {kControl, kFailed}}) == Agreement::disagree);
  CHECK(agreement({{kFinding, kOpen}}) == Agreement::undecided);
  CHECK(agreement({{kFinding, kHeld}, {kControl, kOpen}}) == Agreement::undecided);
  CHECK(agreement({{kFinding, kHeld}, {kCondition, kHeld}}) == Agreement::conditional);
  CHECK(agreement({{kFinding, kHeld}, {kCondition, kHeld}, {kCondition, kFailed}}) ==
        Agreement::conditional);
  CHECK(agreement({{kFinding, kHeld}, {kCondition, kFailed}}) == Agreement::agree);
  CHECK(agreement({{kFinding, kHeld}, {kCondition, kOpen}}) == Agreement::agree);
  CHECK(agreement({{kFinding, kFailed}, {kCondition, kHeld}}) == Agreement::disagree);
  CHECK(agreement({{kCondition, kHeld}}) == Agreement::undecided);
  CHECK(agreement({}) == Agreement::undecided);
}

TEST_CASE("the reason is what the deciding claims say") {
  const JudgedClaim held = claim("it helps", kFinding, kHeld);
  CHECK(verdict_on({held}).reason.empty());
  CHECK(verdict_on({held, claim("not when calm", kCondition, kHeld),
                    claim("nor when idle", kCondition, kFailed)})
            .reason ==
        "but 'not when calm'; of the conditions that were expected, 'nor when idle' failed");
  CHECK(verdict_on({claim("it helps", kFinding, kFailed, "one serves less"),
                    claim("a lot", kFinding, kOpen)})
            .reason == "'it helps' failed (one serves less); 'a lot' is undecided");
  CHECK(verdict_on({held, claim("not when calm", kCondition, kOpen)}).reason ==
        "of the conditions that were expected, 'not when calm' is undecided");
  CHECK(verdict_on({}).reason == "no claim is about the finding itself");
}

TEST_CASE("a finding is shown by its first claim of that role, under its statement") {
  const Study study = Study::read(
      io::Document::parse(kExampleStudy + "finding: {number: 3, statement: s}\n", "s.yaml"));
  const JudgedFinding judged =
      judged_finding(study, {claim("a", kControl, kHeld), claim("b", kFinding, kHeld)});
  CHECK(judged.study == "example");
  CHECK(judged.finding.number == 3);
  CHECK(judged.headline().claim.text == "b");
  const Study plain = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const JudgedFinding other = judged_finding(plain, {claim("a", kControl, kHeld)});
  CHECK(other.finding.statement == "who wins");
  CHECK(other.headline().claim.text == "a");
}

}  // namespace servesweep::sweep::judged_finding_test
