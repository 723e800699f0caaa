#include "sweep/study/study_finding.h"

#include <doctest/doctest.h>

#include "sweep/study/study.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::study_finding_test {
namespace {

StudyFinding read(const std::string& text) {
  return StudyFinding::read(io::Document::parse(text, "f.yaml"));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)read(text); });
}

}  // namespace

TEST_CASE("a finding has a statement, and the rest if there is any") {
  const StudyFinding full =
      read("{number: 5, statement: 'a, not b', expected: -46 %, source: H27}");
  CHECK(full.number == 5);
  CHECK(full.statement == "a, not b");
  CHECK(full.expected == "-46 %");
  CHECK(full.source == "H27");
  CHECK_FALSE(read("{statement: so it is}").number.has_value());
  CHECK(read(full.to_value().yaml()) == full);
  CHECK(read(read("{statement: s}").to_value().yaml()) == read("{statement: s}"));
}

TEST_CASE("nobody can state a verdict") {
  CHECK(problem("{statement: s, verdict: agree}").starts_with("f.yaml:1: verdict: unknown field"));
  CHECK(problem("{statement: ''}") ==
        "f.yaml:1: statement: is empty; say in a sentence what was found");
  CHECK(problem("{number: 1}").starts_with("f.yaml:1: 'statement' is missing"));
  CHECK(problem("{statement: s, number: 0}").starts_with("f.yaml:1: number: 0 is out of range"));
}

TEST_CASE("a finding travels in the resolved text and changes no run") {
  const Study plain = Study::read(io::Document::parse(kExampleStudy, "s.yaml"));
  const Study study = Study::read(
      io::Document::parse(kExampleStudy + "finding: {number: 2, statement: so it is}\n", "s.yaml"));
  CHECK_FALSE(plain.finding().has_value());
  CHECK(study.finding()->number == 2);
  CHECK(Study::from_resolved(study.resolved_text()).finding() == study.finding());
}

}  // namespace servesweep::sweep::study_finding_test
