#include "sweep/criteria/outside_judge.h"

#include <doctest/doctest.h>

#include "sweep/study/criterion.h"
#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep::outside_judge_test {
namespace {

/// What a judge says of the first point of the only strategy, on the first workload.
OutsideVerdict verdict(const std::string& judge, const std::string& text) {
  const Study study = Study::read(io::Document::parse(text, "s.yaml"));
  const Plan plan = Plan::of(study);
  return outside_judges().at(judge)({.study = study,
                                     .plan = plan,
                                     .point = PointId(1),
                                     .baseline = PointId(0),
                                     .workload = 0,
                                     .seeds = study.seeds()});
}

/// With requests of one class only, a metric of another has no figure.
const std::string kNoFigure = [] {
  std::string text = example_with(
      "seeds: [42, 43]",
      "  - {workload: other, requests_per_s: 9, requests: 9, clients: [{id: a, slo_class: batch, "
      "arrival: {process: poisson}, input_tokens: {law: constant, value: 9}, output_tokens: {law: "
      "constant, value: 9}}]}\nseeds: [42, 43]");
  const std::string objective = "{metric: ttft_p99_ms}";
  return text.replace(text.find(objective), objective.size(), "{metric: ttft_p99_ms.batch}");
}();

}  // namespace

TEST_CASE("every judge that criteria may name is there, and no other") {
  std::vector<std::string> names;
  for (const auto& [name, judge] : outside_judges()) names.push_back(name);
  CHECK(names == outside_judge_names());
}

TEST_CASE("sensitivity: what has no parameter is known") {
  const std::string parameters =
      "    parameters:\n      order: {values: [fcfs, sjf]}\n      budget: {values: [2048, 512]}\n";
  std::string text = example_with(parameters, "");
  text.replace(text.find("$order"), 6, "sjf");
  text.replace(text.find("$budget"), 7, "512");
  const OutsideVerdict held = verdict("sensitivity", text);
  CHECK(held.finding == Finding::held);
  CHECK(held.reason == "it has no free parameter");
}

TEST_CASE("what takes too many simulations names the verb") {
  // 512 rows of 2 + 2 points on 2 seeds: 4,096 simulations of 6,000 requests are 24.6 million.
  const std::string text = example_with("requests: 20", "requests: 6000");
  const OutsideVerdict open = verdict("sensitivity", text);
  CHECK(open.finding == Finding::undecided);
  CHECK(open.reason == "takes some 4096 simulations: run servesweep sensitivity");
  // 2^5 combinations on 2 seeds.
  const OutsideVerdict unexplained =
      verdict("explain", example_with("requests: 20", "requests: 400000"));
  CHECK(unexplained.finding == Finding::undecided);
  CHECK(unexplained.reason == "takes some 64 simulations: run servesweep explain");
}

TEST_CASE("parameters that depend on each other are judged by elementary effects") {
  const std::string parameters = "      budget: {values: [2048, 512]}\n";
  std::string text = example_with(parameters, parameters + "      slow: {values: [1, 900]}\n" +
                                                  "    constraints: [slow < budget]\n");
  text.replace(text.find("$budget"), 7, "$budget, max_running: $slow");
  // Sobol' indices would be refused.
  const OutsideVerdict open = verdict("sensitivity", text);
  CHECK(open.finding == Finding::undecided);
  CHECK(open.reason == "ttft_p99_ms: most of what varies is chance: more seeds");
}

TEST_CASE("what a judge refuses leaves its criterion open, with the words of the refusal") {
  const OutsideVerdict open = verdict("sensitivity", kNoFigure);
  CHECK(open.finding == Finding::undecided);
  CHECK(open.reason ==
        "strategy tuned: has no ttft_p99_ms.batch at any point of its space; ask for another "
        "--metric");
}

}  // namespace servesweep::sweep::outside_judge_test
