#include "sweep/study/claim.h"

#include <doctest/doctest.h>

#include "sweep/study/plan.h"
#include "tests/sweep/study/example_study.h"
#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::claim_test {
namespace {

/// What the claims of a study with two workloads and three strategies may name.
ClaimScope scope() {
  const std::vector<std::string> classes = {"critical"};
  return {.strategies = {"plain", "tuned", "other"},
          .workloads = {"burst", "calm"},
          .metrics = study_metrics(classes),
          .objectives = {{"end_s", Goal::maximize}}};
}

std::vector<Claim> parse(const std::string& text, const ClaimScope& known = scope()) {
  return read_claims(io::Document::parse(text, "c.yaml"), known);
}

/// One claim, with one passage replaced.
std::string claim_with(const std::string& from, const std::string& to) {
  std::string text =
      "- {claim: it helps, strategy: tuned, workload: burst, metric: ttft_p99_ms, effect: better}";
  return text.replace(text.find(from), from.size(), to);
}

std::string problem(const std::string& from, const std::string& to) {
  return problem_of([&] { (void)parse(claim_with(from, to)); });
}

Study study_with(const std::string& claims) {
  return Study::read(io::Document::parse(kExampleStudy + claims, "s.yaml"));
}

}  // namespace

TEST_CASE("what a claim leaves out has its default") {
  const Claim claim = parse(claim_with("workload: burst, ", "workload: calm, ")).front();
  CHECK(claim.text == "it helps");
  CHECK(claim.strategy == "tuned");
  CHECK(claim.than == "plain");
  CHECK(claim.workload == "calm");
  CHECK(claim.metric == "ttft_p99_ms");
  CHECK(claim.goal == Goal::minimize);
  CHECK(claim.expectation.effect == Effect::better);
  CHECK(claim.expectation.at_least == 0);

  const Claim none = parse(claim_with("better", "none")).front();
  CHECK(none.expectation.within == 0.02);

  ClaimScope one = scope();
  one.workloads = {"burst"};
  CHECK(parse(claim_with("workload: burst, ", ""), one).front().workload == "burst");
}

TEST_CASE("what a claim says is read") {
  const std::vector<Claim> claims = parse(
      "- {claim: a, strategy: tuned, than: other, workload: burst, metric: ttft_p99_ms.critical,\n"
      "   effect: worse, at_least: 1.5}\n"
      "- {claim: b, strategy: plain, than: tuned, workload: calm, metric: end_s, effect: none,\n"
      "   within: 0.1}\n");
  CHECK(claims[0].than == "other");
  CHECK(claims[0].metric == "ttft_p99_ms.critical");
  CHECK(claims[0].expectation == Expectation{.effect = Effect::worse, .at_least = 1.5});
  CHECK(claims[1].strategy == "plain");
  CHECK(claims[1].goal == Goal::maximize);  // the objective's, against the metric's own
  CHECK(claims[1].expectation == Expectation{.effect = Effect::none, .within = 0.1});
}

TEST_CASE("claims are written in the form in which they are read") {
  const std::vector<Claim> claims = parse(
      "- {claim: 'a: b', strategy: tuned, workload: burst, metric: ttft_p99_ms, effect: worse,\n"
      "   at_least: 0.25}\n"
      "- {claim: c, strategy: tuned, than: other, workload: calm, metric: steps, effect: none}\n");
  CHECK(parse(claims_to_value(claims).yaml()) == claims);
}

TEST_CASE("claims travel in the resolved text and change no run") {
  const Study plain = study_with("");
  const Study study = study_with(
      "claims:\n  - {claim: it helps, strategy: tuned, metric: ttft_p99_ms, effect: better}\n");
  REQUIRE(study.claims().size() == 1);
  CHECK(study.claims().front().workload == "few");
  CHECK(Study::from_resolved(study.resolved_text()).claims() == study.claims());
  CHECK(Plan::of(study).fingerprint() == Plan::of(plain).fingerprint());
  CHECK(plain.claims().empty());
  CHECK(plain.resolved_text().find("claims") == std::string::npos);
}

TEST_CASE("wrong claims are refused in one line") {
  CHECK(problem("strategy: tuned", "strategy: tunde") ==
        "c.yaml:1: [0].strategy: the study has no strategy 'tunde'; did you mean 'tuned'?");
  CHECK(problem("strategy: tuned", "strategy: tuned, than: plian") ==
        "c.yaml:1: [0].than: the study has no strategy 'plian'; did you mean 'plain'?");
  CHECK(problem("strategy: tuned", "strategy: tuned, than: tuned") ==
        "c.yaml:1: [0].than: 'tuned' is compared with itself; name another strategy");
  CHECK(problem("strategy: tuned", "strategy: plain") ==
        "c.yaml:1: [0].strategy: 'plain' is compared with itself (without 'than' a claim compares "
        "with the baseline); name another strategy");
  CHECK(problem("workload: burst", "workload: brust") ==
        "c.yaml:1: [0].workload: the study has no workload 'brust'; did you mean 'burst'?");
  CHECK(problem("workload: burst, ", "") ==
        "c.yaml:1: [0]: 'workload' is missing (the study has several); add 'workload: …'");
  CHECK(problem("metric: ttft_p99_ms", "metric: ttft_p99") ==
        "c.yaml:1: [0].metric: unknown metric 'ttft_p99'; did you mean 'ttft_p99_ms'?");
  CHECK(problem("effect: better", "effect: beter") ==
        "c.yaml:1: [0].effect: unknown word 'beter'; did you mean 'better'?");
  CHECK(problem("claim: it helps", "calim: it helps") ==
        "c.yaml:1: [0].calim: unknown field; did you mean 'claim'?");
  CHECK(problem("claim: it helps", "claim: ''") ==
        "c.yaml:1: [0].claim: is empty; say in a few words what you expect");
  CHECK(problem("claim: it helps, ", "") == "c.yaml:1: [0]: 'claim' is missing; add 'claim: …'");
}

TEST_CASE("a margin belongs to an effect and has a range") {
  CHECK(problem("effect: better", "effect: none, at_least: 0.1") ==
        "c.yaml:1: [0].at_least: does not belong here (effect is none); use within: for the change "
        "that does not count");
  CHECK(problem("effect: better", "effect: worse, within: 0.1") ==
        "c.yaml:1: [0].within: does not belong here (effect is worse); use at_least: for the "
        "smallest change that counts");
  CHECK(problem("effect: better", "effect: better, at_least: 1") ==
        "c.yaml:1: [0].at_least: 1 can never hold (nothing falls by 100 % or more of itself); "
        "write a fraction below 1: 0.05 is 5 %");
  CHECK(problem("effect: better", "effect: worse, at_least: 1") == "no problem");
  CHECK(problem("effect: better", "effect: worse, at_least: -1")
            .starts_with("c.yaml:1: [0].at_least: -1 is out of range"));
  CHECK(problem("effect: better", "effect: none, within: 1.5")
            .starts_with("c.yaml:1: [0].within: 1.5 is out of range"));
  CHECK(problem("effect: better", "effect: better, at_least: much")
            .starts_with("c.yaml:1: [0].at_least: 'much' is not a number"));
}

TEST_CASE("a list of claims is neither empty nor says a thing twice") {
  CHECK(problem_of([] { (void)parse("[]"); }) == "c.yaml:1: is empty; list at least one claim");
  const std::string twice =
      claim_with("it helps", "it helps") + '\n' + claim_with("it helps", "in other words");
  CHECK(problem_of([&] { (void)parse(twice); }) ==
        "c.yaml:2: [1]: claims the same as claims[0]; remove one");
}

TEST_CASE("a claim may compare workloads, then with the same strategy unless it says otherwise") {
  const Claim claim =
      parse(claim_with("workload: burst", "workload: burst, than_workload: calm"))[0];
  CHECK(claim.workload == "burst");
  CHECK(claim.than_workload == "calm");
  CHECK(claim.than == "tuned");
  CHECK(parse(claim_with("workload: burst", "workload: burst, than_workload: calm, than: other"))[0]
            .than == "other");
  CHECK(parse(claim_with("it helps", "it helps"))[0].than_workload == "burst");
  CHECK(problem("workload: burst", "workload: burst, than_workload: clam") ==
        "c.yaml:1: [0].than_workload: the study has no workload 'clam'; did you mean 'calm'?");
  CHECK(problem("workload: burst", "workload: burst, than_workload: burst, than: tuned") ==
        "c.yaml:1: [0].than: 'tuned' is compared with itself; name another strategy");
}

TEST_CASE("a claim may be about what changes do together") {
  const std::string parts = "strategy: tuned, parts: [plain, other]";
  CHECK(parse(claim_with("strategy: tuned", parts))[0].parts ==
        std::vector<std::string>{"plain", "other"});
  CHECK(parse(claim_with("strategy: tuned", parts))[0].scale == EffectScale::additive);
  CHECK(parse(claim_with("strategy: tuned", parts + ", scale: multiplicative"))[0].scale ==
        EffectScale::multiplicative);
  CHECK(problem("strategy: tuned", "strategy: tuned, parts: [other]") ==
        "c.yaml:1: [0].parts: has nothing to add up (an interaction is one of two changes or "
        "more); name at least two strategies");
  CHECK(problem("strategy: tuned", "strategy: tuned, scale: additive") ==
        "c.yaml:1: [0].scale: does not belong here (it is about effects that add up); name the "
        "strategies under parts:, or remove it");
  CHECK(problem("strategy: tuned", "strategy: tuned, parts: [other, ohter]")
            .starts_with("c.yaml:1: [0].parts[1]: the study has no strategy 'ohter'"));
}

TEST_CASE("a claim on a value compares with nothing") {
  const Claim claim = parse(claim_with("effect: better", "effect: value, at_most: 3"))[0];
  CHECK(claim.than.empty());
  CHECK(claim.expectation.range.upper == 3);
  const std::string of_baseline =
      "- {claim: c, strategy: plain, workload: calm, metric: steps, effect: value, at_least: 1}";
  CHECK(parse(of_baseline)[0].strategy == "plain");
  CHECK(problem("effect: better", "effect: value, at_most: 3, than: other") ==
        "c.yaml:1: [0].than: does not belong here (effect is value, which compares with nothing); "
        "remove it");
}

TEST_CASE("a claim has a role") {
  CHECK(parse(claim_with("it helps", "it helps"))[0].role == ClaimRole::finding);
  CHECK(parse(claim_with("it helps", "it helps, role: condition"))[0].role == ClaimRole::condition);
  CHECK(parse(claim_with("it helps", "it helps, role: control"))[0].role == ClaimRole::control);
  CHECK(problem("it helps", "it helps, role: contrl") ==
        "c.yaml:1: [0].role: unknown word 'contrl'; did you mean 'control'?");
}

TEST_CASE("roles, parts, workloads and ranges are written as they are read") {
  const std::vector<Claim> claims = parse(
      "- {claim: a, role: control, strategy: tuned, parts: [plain, other], scale: multiplicative,\n"
      "   workload: burst, than_workload: calm, metric: steps, effect: worse, at_most: 0.5}\n"
      "- {claim: b, strategy: tuned, workload: calm, metric: steps, effect: value, at_least: "
      "-1}\n");
  CHECK(parse(claims_to_value(claims).yaml()) == claims);
}

TEST_CASE("a study of one seed can claim nothing") {
  const std::string text =
      example_with("seeds: [42, 43]", "seeds: [42]") +
      "claims:\n  - {claim: it helps, strategy: tuned, metric: ttft_p99_ms, effect: better}\n";
  CHECK(problem_of([&] { (void)Study::read(io::Document::parse(text, "s.yaml")); }) ==
        "s.yaml:35: claims: can never be judged (one seed has no confidence interval); give the "
        "study two seeds or more");
}

}  // namespace servesweep::sweep::claim_test
